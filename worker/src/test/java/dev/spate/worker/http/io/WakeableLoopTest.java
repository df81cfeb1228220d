package dev.spate.worker.http.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How long a loop waits, over every transport of this machine. A wait without an end is a timeout.
@Timeout(60)
class WakeableLoopTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long MINUTES = TimeUnit.MINUTES.toNanos(5);

  static List<Transport> transports() {
    return Transport.present();
  }

  private static void on(Transport transport, Consumer<WakeableLoop> work) {
    WakeableLoop loop = new WakeableLoop(Thread.currentThread(), transport, 4);
    try {
      work.accept(loop);
    } finally {
      loop.end();
    }
  }

  /// Waits until some time is over, in however many passes, and says in how many.
  private static int waits(WakeableLoop loop, long waitNs) {
    long untilNs = System.nanoTime() + waitNs;
    int passes = 0;
    for (long left = waitNs; left > 0; left = untilNs - System.nanoTime()) {
      loop.pass(left);
      passes++;
    }
    return passes;
  }

  @ParameterizedTest
  @MethodSource("transports")
  void waitsOneAfterTheOther(Transport transport) {
    on(
        transport,
        loop -> {
          for (int wait = 0; wait < 20; wait++) {
            assertThat(waits(loop, 5 * MILLISECOND)).isLessThanOrEqualTo(3);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aWaitMayBeShorterThanTheOneBefore(Transport transport) {
    on(
        transport,
        loop -> {
          loop.interruptWait();
          loop.pass(MINUTES);
          waits(loop, 5 * MILLISECOND);
          waits(loop, 5 * MILLISECOND);
        });
  }

  /// The deadline of the wait before is over in the middle of this one.
  @ParameterizedTest
  @MethodSource("transports")
  void aWaitMayBeLongerThanTheOneBefore(Transport transport) {
    on(
        transport,
        loop -> {
          loop.interruptWait();
          loop.pass(10 * MILLISECOND);
          long beganNs = System.nanoTime();
          assertThat(waits(loop, 100 * MILLISECOND)).isLessThanOrEqualTo(4);
          assertThat(Duration.ofNanos(System.nanoTime() - beganNs))
              .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        });
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anotherThreadEndsAWait(Transport transport) throws InterruptedException {
    Thread[] waker = new Thread[1];
    on(
        transport,
        loop -> {
          waker[0] = Thread.ofPlatform().start(loop::interruptWait);
          loop.pass(MINUTES);
        });
    waker[0].join();
  }

  /// What was waited for last is minutes away when the loop is shut down.
  @ParameterizedTest
  @MethodSource("transports")
  void aLoopDoesNotEndLaterForAWaitThatIsLeft(Transport transport) {
    long beganNs = System.nanoTime();
    on(
        transport,
        loop -> {
          loop.interruptWait();
          loop.pass(MINUTES);
        });
    assertThat(Duration.ofNanos(System.nanoTime() - beganNs)).isLessThan(Duration.ofSeconds(30));
  }
}
