package dev.spate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Option;

/// What the commands that run until they are told to end have in common.
final class ServiceOptions {
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
          endOnce.run();
        });
    return world.signals().handleTermination(endOnce);
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
