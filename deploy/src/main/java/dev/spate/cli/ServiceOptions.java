package dev.spate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Option;

/// What the commands that run until they are told to end have in common.
final class ServiceOptions {
  /// How long a process takes at most to end after its parent.
  private static final Duration ORDERLY_END = Duration.ofSeconds(5);

  @Option(
      names = "--insecure-listen",
      description = "Listen on an address that is not loopback, without TLS.")
  boolean insecureListen;

  @Option(
      names = "--exit-with-stdin",
      hidden = true,
      description = "End when standard input does: the parent has ended.")
  boolean exitWithStdin;

  /// Calls `end` once when the process is told to end: by a signal, or where it was told to watch
  /// its parent, by the end of that. Ctrl-C in the parent's terminal is then the parent's to deal
  /// with. A second signal quits at once.
  Signals.Registration onEnd(World world, Runnable end) {
    AtomicInteger asked = new AtomicInteger();
    Runnable endOnce =
        () -> {
          if (asked.incrementAndGet() == 1) {
            end.run();
          } else {
            world.signals().quit(ExitCode.INTERRUPTED.code());
          }
        };
    if (!exitWithStdin) {
      return world.signals().handle(endOnce);
    }
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(() -> {
          awaitEnd(world.in());
          quitLater(world);
          endOnce.run();
        });
    return world.signals().handleTermination(endOnce);
  }

  /// A cluster whose coordinator went with the parent cannot be left in order.
  private static void quitLater(World world) {
    Thread.ofPlatform()
        .daemon()
        .name("parent-gone")
        .start(() -> {
          try {
            Thread.sleep(ORDERLY_END);
            world.signals().quit(ExitCode.BROKEN.code());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void awaitEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing that a parent writes means anything.
      }
    } catch (IOException _) {
      // A broken pipe is an end too.
    }
  }
}
