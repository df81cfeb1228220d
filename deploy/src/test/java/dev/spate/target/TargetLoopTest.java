package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TargetLoopTest {
  /// Each stop falls at another point of the loop's way into its wait.
  @Test
  void endsWheneverItIsToldTo() throws InterruptedException {
    Thread stopper = Thread.ofPlatform().daemon().start(TargetLoopTest::startAndStopMany);
    assertThat(stopper.join(Duration.ofSeconds(60))).as("all have ended").isTrue();
  }

  private static void startAndStopMany() {
    for (int i = 0; i < 2_000; i++) {
      TargetLoop loop = new TargetLoop(Stalls.NONE);
      loop.start();
      long untilNs = System.nanoTime() + i * 100L;
      while (System.nanoTime() < untilNs) {
        Thread.onSpinWait();
      }
      loop.stop();
    }
  }
}
