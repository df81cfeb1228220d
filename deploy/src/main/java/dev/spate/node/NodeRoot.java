package dev.spate.node;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The first actor of a node: starts what its roles call for. Where one of them breaks the node
/// ends, because half a node is worse than none: another one can take the place of that.
final class NodeRoot {
  private NodeRoot() {}

  /// @param bound hears where the coordinator's API listens, or why it does not
  static Behavior<Void> create(NodeSettings settings, CompletableFuture<InetSocketAddress> bound) {
    return Behaviors.setup((ActorContext<Void> context) -> {
      settings.workerRole().ifPresent(role -> context.watch(role.start(context)));
      settings.coordinatorRole().ifPresent(role -> context.watch(role.start(context, bound)));
      return Behaviors.empty();
    });
  }
}
