package dev.spate.node;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.CoordinatorSettings;
import dev.spate.coordinator.http.Api;
import dev.spate.coordinator.http.CommandPost;
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
public record CoordinatorRole(Path results, HostPort api, @Nullable Integer keepRuns) {
  /// Keeps all runs.
  public CoordinatorRole(Path results, HostPort api) {
    this(results, api, null);
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
