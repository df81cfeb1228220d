package dev.spate.cli;

import dev.spate.node.Node;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/// A node that is all that a process does.
final class NodeProcess {
  private NodeProcess() {}

  /// Runs it until it is told to end, or ends by itself.
  ///
  /// @param hello what to say of it when it is there, in lines
  /// @param farewell what to say when it was told to end, asked for while it is still there;
  ///   perhaps nothing. Where it cannot say it, it ends all the same
  static <N extends Node> int run(
      World world,
      ServiceOptions service,
      Supplier<N> start,
      Function<N, List<String>> hello,
      Function<N, List<String>> farewell) {
    AtomicBoolean asked = new AtomicBoolean();
    try (N node = start.get();
        Signals.Registration _ =
            service.onEnd(
                world,
                () -> {
                  asked.set(true);
                  try {
                    say(world, farewell.apply(node));
                  } finally {
                    end(node);
                  }
                })) {
      say(world, hello.apply(node));
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
        "something in this node broke; its log says what",
        "Start it again; a service manager does that by itself.");
  }

  private static void end(Node node) {
    node.close();
  }

  private static void say(World world, List<String> lines) {
    lines.forEach(world.out()::println);
    world.out().flush();
  }
}
