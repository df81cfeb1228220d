package dev.spate.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures, or takes much of the machine")
final class SelfWatchTest {
  @Test
  void seesABusyLoop() {
    AtomicBoolean open = new AtomicBoolean(true);
    Thread loop =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (open.get()) {
                Thread.onSpinWait();
              }
            });
    try (SelfWatch watch = new SelfWatch(List.of(loop.threadId()))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            SelfWatch.Usage usage = watch.sinceLast();
            assertThat(usage.loopCpu()).isBetween(0.1, 1.0);
            assertThat(usage.cpu()).isGreaterThanOrEqualTo(0.1);
          });
    } finally {
      open.set(false);
    }
  }

  /// What a loop used before the watch was asked for the first time belongs to no interval.
  @Test
  void countsFromTheLastTimeItWasAsked() {
    try (SelfWatch watch = new SelfWatch(List.of(Thread.currentThread().threadId()))) {
      long until = System.nanoTime() + 200_000_000;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      var _ = watch.sinceLast();
      Awaitility.await()
          .pollDelay(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(watch.sinceLast().loopCpu()).isLessThan(0.5));
    }
  }

  @Test
  void hearsOfCollections() {
    try (CollectionPauses pauses = new CollectionPauses()) {
      byte[][] garbage = new byte[200][];
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            for (int i = 0; i < garbage.length; i++) {
              garbage[i] = new byte[100_000];
            }
            System.gc();
            return pauses.longestSinceLastNs() >= 1_000_000;
          });
    }
  }

  @Test
  void knowsHowLongTheJvmStoodStillForSomethingElse() {
    Safepoints safepoints = new Safepoints();
    assumeTrue(safepoints.known(), "sun.management is not exported");

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          System.gc(); // is left out
          for (int i = 0; i < 100; i++) {
            var _ = Thread.getAllStackTraces();
          }
          return safepoints.sinceLastNs() >= 1_000_000;
        });
    assertThat(new Safepoints().known()).as("a second run in the process").isTrue();
  }
}
