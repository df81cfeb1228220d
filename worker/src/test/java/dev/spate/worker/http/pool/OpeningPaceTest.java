package dev.spate.worker.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OpeningPaceTest {
  private static final long MS = 1_000_000;

  /// The clock overflows soon.
  private final long startNs = Long.MAX_VALUE - Duration.ofMillis(50).toNanos();

  private static ConnectionOptions options(int perWorker, int opensPerSecond) {
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    return new ConnectionOptions(
        perWorker,
        defaults.keepAlive(),
        defaults.retry(),
        defaults.pipelining(),
        defaults.streams(),
        opensPerSecond,
        defaults.resolve(),
        defaults.resolveTtlNs(),
        defaults.sources(),
        defaults.proxy(),
        defaults.unixSocket());
  }

  @Test
  void withoutALimitEveryInstantWillDo() {
    OpeningPace pace = OpeningPace.of(options(10, 0), 10, startNs);
    pace.onOpened(false, startNs);
    assertThat(pace.limited()).isFalse();
    assertThat(pace.untilNextNs(startNs)).isZero();
  }

  @Test
  void theLoopsOfAWorkerTogetherHaveItsRate() {
    int[] shares = {4, 3, 3};
    double perSecond = 0;
    for (int share : shares) {
      OpeningPace pace = OpeningPace.of(options(10, 1_000), share, startNs);
      assertThat(pace.untilNextNs(startNs)).isZero();
      pace.onOpened(true, startNs);
      perSecond += 1e9 / pace.untilNextNs(startNs);
    }
    assertThat(perSecond).isBetween(999.99, 1_000.0);
  }

  @Test
  void whoeverWaitedAndIsLateKeepsThePace() {
    OpeningPace pace = OpeningPace.of(options(1, 100), 1, startNs);
    pace.onOpened(false, startNs);
    long nowNs = startNs + 37 * MS;
    int opened = 0;
    while (pace.untilNextNs(nowNs) <= 0) {
      pace.onOpened(true, nowNs);
      opened++;
    }
    assertThat(opened).as("at 10, 20 and 30 ms").isEqualTo(3);
    assertThat(pace.untilNextNs(nowNs)).isEqualTo(3 * MS);
  }

  @Test
  void aTimeWithoutNeedIsNotMadeUpFor() {
    OpeningPace pace = OpeningPace.of(options(1, 100), 1, startNs);
    pace.onOpened(false, startNs);
    long nowNs = startNs + 5_000 * MS;
    assertThat(pace.untilNextNs(nowNs)).isNegative();
    pace.onOpened(false, nowNs);
    assertThat(pace.untilNextNs(nowNs)).isEqualTo(10 * MS);
  }

  @Test
  void aLongPauseOfTheLoopIsNoFlood() {
    OpeningPace pace = OpeningPace.of(options(1, 1_000), 1, startNs);
    pace.onOpened(false, startNs);
    long nowNs = startNs + 3_000 * MS;
    int opened = 0;
    while (pace.untilNextNs(nowNs) <= 0) {
      pace.onOpened(true, nowNs);
      opened++;
    }
    assertThat(opened).isEqualTo(1);
  }
}
