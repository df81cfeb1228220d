package dev.spate.node;

import dev.spate.coordinator.Coordinator;
import dev.spate.coordinator.CoordinatorSettings;
import dev.spate.coordinator.http.Api;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/// What a node with the coordinator's role starts.
///
/// @param results where the runs' directories are made
/// @param api where the API listens; port 0 for any free one
public record CoordinatorRole(Path results, HostPort api) {
  ActorRef<Coordinator.Command> start(
      ActorContext<Void> context, CompletableFuture<InetSocketAddress> bound) {
    ActorRef<Coordinator.Command> coordinator =
        context.spawn(Coordinator.create(new CoordinatorSettings(results)), "coordinator");
    var _ =
        Api.bind(context.getSystem(), coordinator, api.host(), api.port())
            .whenComplete((address, failure) -> {
              if (failure == null) {
                bound.complete(address);
              } else {
                bound.completeExceptionally(failure);
              }
            });
    return coordinator;
  }
}
