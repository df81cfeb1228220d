package dev.spate.node;

import dev.spate.client.CoordinatorClient;
import java.time.Duration;

/// Waits for workers to be there.
public final class WorkerWait {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);

  private WorkerWait() {}

  /// Returns when the coordinator knows this many workers.
  ///
  /// @param check called now and then; may throw to end the wait
  /// @throws NodeException where they do not come in time
  public static void await(CoordinatorClient client, int expected, Runnable check) {
    long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
    int there = expected == 0 ? 0 : client.workers().size();
    while (there < expected) {
      check.run();
      if (System.nanoTime() - deadlineNs > 0) {
        throw new NodeException(
            "only %d of %d workers were there after %d s"
                .formatted(there, expected, TIMEOUT.toSeconds()));
      }
      pause();
      there = client.workers().size();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted while waiting for workers", failure);
    }
  }
}
