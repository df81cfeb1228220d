package dev.spate.cli;

import dev.spate.node.Node;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// A node that is all that a process does.
final class NodeProcess {
  private NodeProcess() {}

  /// Runs it until it is told to end, or ends by itself.
  ///
  /// @param ready the line that says that it is there
  static <N extends Node> int run(
      World world, ServiceOptions service, Supplier<N> start, Function<N, String> ready) {
    AtomicBoolean asked = new AtomicBoolean();
    try (N node = start.get();
        Signals.Registration _ = service.onEnd(world, () -> end(node, asked))) {
      world.out().println(ready.apply(node));
      world.out().flush();
      node.awaitTermination();
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    }
    if (asked.get()) {
      return ExitCode.PASSED.code();
    }
    throw new CliException(
        ExitCode.BROKEN,
        "this node has left the cluster: it lost the coordinator, or something in it broke",
        "Start it again; a service manager does that by itself.");
  }

  private static void end(Node node, AtomicBoolean asked) {
    asked.set(true);
    node.close();
  }
}
