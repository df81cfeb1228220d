package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LittlesLawTest {
  private static final long MS = 1_000_000;
  private static final Latencies NONE = Latencies.none(Resolution.MICROSECOND);

  /// A report in which this many requests of this duration ended.
  private static Interval interval(Occupancy occupancy, int count, long durationNs) {
    LatencySum durations = new LatencySum(Resolution.MICROSECOND);
    for (int i = 0; i < count; i++) {
      durations.record(durationNs);
    }
    RequestDelta delta =
        new RequestDelta(
            0,
            0,
            0,
            count,
            0,
            Map.of(),
            Map.of(),
            0,
            0,
            durations.toLatencies(),
            NONE,
            NONE,
            NONE,
            NONE);
    WorkerHealth health =
        new WorkerHealth(
            Latencies.none(Resolution.NANOSECOND),
            NONE,
            NONE,
            0,
            0,
            0,
            0,
            1,
            Stalls.NONE,
            occupancy);
    return new Interval("w", 1, 0, 1_000 * MS, List.of(), List.of(delta), health);
  }

  private static LittlesLaw law(Occupancy occupancy, int count, long durationNs) {
    return LittlesLaw.of(Occupancy.NONE, interval(occupancy, count, durationNs));
  }

  @Test
  void holdsWhereTheIntegralIsTheSumOfTheDurations() {
    LittlesLaw law = law(new Occupancy(1_000 * 5 * MS, 0), 1_000, 5 * MS);

    assertThat(law.recordedSeconds()).isEqualTo(5.0, within(0.005));
    assertThat(law.deviation()).isLessThan(0.001);
    assertThat(law.holds()).isTrue();
  }

  @Test
  void aNothingHolds() {
    assertThat(LittlesLaw.NOTHING.holds()).isTrue();
    assertThat(law(Occupancy.NONE, 0, 0).deviation()).isZero();
  }

  @Test
  void twoPercentLostBreakItAndHalfAPercentDoesNot() {
    Occupancy occupancy = new Occupancy(1_000 * 5 * MS, 0);

    assertThat(law(occupancy, 980, 5 * MS).deviation()).isEqualTo(0.02, within(0.001));
    assertThat(law(occupancy, 980, 5 * MS).holds()).isFalse();
    assertThat(law(occupancy, 1_020, 5 * MS).holds()).as("counted twice").isFalse();
    assertThat(law(occupancy, 995, 5 * MS).holds()).isTrue();
  }

  @Test
  void completionsWithoutATimeUnderWayBreakItToo() {
    assertThat(law(Occupancy.NONE, 10, 5 * MS).deviation()).isEqualTo(1.0, within(0.001));
    assertThat(law(new Occupancy(50 * MS, 0), 0, 0).deviation()).isEqualTo(1.0, within(1e-9));
  }

  /// A target that hung for a minute answers everybody within 10 ms: the interval has hardly an
  /// integral of its own, and the durations are those of the minute before.
  @Test
  void whatWasUnderWayBeforeAndGoesOnIsAccountedFor() {
    Occupancy before = new Occupancy(0, 1_000 * 60_000 * MS);
    Occupancy now = new Occupancy(1_000 * 10 * MS, 500 * 60_010 * MS);

    LittlesLaw law = LittlesLaw.of(before, interval(now, 500, 60_010 * MS));

    assertThat(law.deviation()).isLessThan(0.001);
    assertThat(LittlesLaw.of(before, interval(now, 480, 60_010 * MS)).holds()).isFalse();
  }

  @Test
  void aUnitOfTheHistogramsIsNoViolation() {
    // 10 µs and a nanosecond stand in the middle of their cell, at 10.5 µs.
    assertThat(law(new Occupancy(1_000 * 10_001L, 0), 1_000, 10_001).holds()).isTrue();
    assertThat(law(new Occupancy(1_000 * 10_999L, 0), 1_000, 10_999).holds()).isTrue();
  }

  @Test
  void saysNothingWhereDurationsAreBeyondTheHistograms() {
    long twoHours = 7_200_000 * MS;

    LittlesLaw law = law(new Occupancy(twoHours, 0), 1, twoHours);

    assertThat(law.saturated()).isEqualTo(1);
    assertThat(law.holds()).isTrue();
  }

  @Test
  void stretchesAddUp() {
    LittlesLaw first = law(new Occupancy(1_000 * 5 * MS, 0), 1_000, 5 * MS);
    LittlesLaw second = law(new Occupancy(1_000 * 5 * MS, 0), 900, 5 * MS);

    assertThat(first.plus(second).deviation()).isEqualTo(0.05, within(0.001));
    assertThat(first.plus(LittlesLaw.NOTHING)).isEqualTo(first);
  }
}
