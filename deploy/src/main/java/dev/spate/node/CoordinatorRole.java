package dev.spate.node;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.CoordinatorSettings;
import dev.spate.coordinator.http.Api;
import dev.spate.coordinator.http.CommandPost;
import dev.spate.coordinator.otlp.OtlpExport;
import dev.spate.coordinator.otlp.OtlpReceiver;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.jspecify.annotations.Nullable;

/// What a node with the coordinator's role starts.
///
/// @param results where the runs' directories are made
/// @param api where the API listens; port 0 for any free one
/// @param keepRuns how many finished runs are kept; null for all
/// @param otlp who hears of the run that goes on; null for nobody
public record CoordinatorRole(
    Path results, HostPort api, @Nullable Integer keepRuns, @Nullable OtlpReceiver otlp) {
  /// Keeps all runs, and tells nobody.
  public CoordinatorRole(Path results, HostPort api) {
    this(results, api, null, null);
  }

  /// Begins to tell who wants to hear of the run.
  ///
  /// @param started hears of it, where there is somebody
  void tell(ActorSystem<?> system, CommandPost post, CompletableFuture<OtlpExport> started) {
    if (otlp != null) {
      started.complete(OtlpExport.start(system, post, otlp));
    }
  }

  /// Opens the API at once, whoever is in command.
  ///
  /// @param bound hears where the API listens, or why it does not
  void serve(ActorSystem<?> system, CommandPost post, CompletableFuture<InetSocketAddress> bound) {
    var _ =
        Api.bind(system, post, api.host(), api.port())
            .whenComplete((address, failure) -> {
              if (failure == null) {
                bound.complete(address);
              } else {
                bound.completeExceptionally(failure);
              }
            });
  }

  /// Runs for command: of all the nodes of a cluster with this role, the oldest one has the
  /// coordinator. It looks for an unfinished run when it begins.
  ///
  /// It is ended by a message of its own, which it acts on at once. What Pekko sends otherwise was
  /// seen to leave it in command for two seconds more, to the end of its node: time enough to book
  /// the workers as lost that the cluster had cast out with it.
  ///
  /// @param inCommand hears of the coordinator, where it begins here
  void stand(ActorSystem<?> system, Consumer<ActorRef<Coordinator.Command>> inCommand) {
    Behavior<Coordinator.Command> coordinator =
        Behaviors.setup(context -> {
          inCommand.accept(context.getSelf());
          return Coordinator.create(new CoordinatorSettings(results).keeping(keepRuns));
        });
    var _ =
        ClusterSingleton.get(system)
            .init(
                SingletonActor.of(coordinator, "coordinator")
                    .withStopMessage(new Coordinator.End())
                    .withSettings(
                        ClusterSingletonSettings.create(system).withRole(NodeConfig.COORDINATOR)));
  }
}
