package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatencySumTest {
  private static final double[] PERCENTS = {0, 1, 50, 90, 95, 99, 99.9, 99.99, 100};
  private static final long HOUR_NS = 3_600_000_000_000L;

  /// ACCURACY A8: two workers, one of them 50 ms behind.
  @Test
  void percentilesOfTheSumAreThoseOfOneHistogramBitForBit() {
    LatencySum near = new LatencySum(Resolution.MICROSECOND);
    LatencySum far = new LatencySum(Resolution.MICROSECOND);
    LatencySum single = new LatencySum(Resolution.MICROSECOND);
    Random random = new Random(8);
    for (int i = 0; i < 50_000; i++) {
      long ns = (long) (-Math.log(1 - random.nextDouble()) * 5_000_000);
      near.record(ns);
      single.record(ns);
      far.record(ns + 50_000_000);
      single.record(ns + 50_000_000);
    }

    LatencySum merged = new LatencySum(Resolution.MICROSECOND);
    merged.add(near.toLatencies());
    merged.add(far.toLatencies());

    assertSame(merged, single);
    assertThat(merged.valueAt(99)).isNotEqualTo((near.valueAt(99) + far.valueAt(99)) / 2);
  }

  @Test
  void withoutAPartItIsTheSumOfTheOthers() {
    Random random = new Random(10);
    LatencySum all = new LatencySum(Resolution.MICROSECOND);
    LatencySum part = new LatencySum(Resolution.MICROSECOND);
    LatencySum others = new LatencySum(Resolution.MICROSECOND);
    for (int i = 0; i < 5_000; i++) {
      (i % 3 == 0 ? part : others).record(1L << random.nextInt(43));
    }
    part.record(HOUR_NS); // the longest are the part's
    all.add(part);
    all.add(others);

    assertSame(all.without(part), others);
    assertSame(all.without(new LatencySum(Resolution.MICROSECOND)), all);
    assertThat(all.without(all).count()).isZero();
  }

  @Test
  void orderAndGroupingDoNotMatter() {
    Random random = new Random(9);
    List<Latencies> parts = new ArrayList<>();
    LatencySum single = new LatencySum(Resolution.MICROSECOND);
    for (int part = 0; part < 30; part++) {
      LatencySum sum = new LatencySum(Resolution.MICROSECOND);
      for (int i = random.nextInt(50); i > 0; i--) {
        long ns = 1L << random.nextInt(43);
        sum.record(ns);
        single.record(ns);
      }
      parts.add(sum.toLatencies());
    }
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(parts, random);
      assertSame(grouped(parts, 1 + random.nextInt(parts.size())), single);
    }
  }

  private static LatencySum grouped(List<Latencies> parts, int groupSize) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    for (int from = 0; from < parts.size(); from += groupSize) {
      LatencySum group = new LatencySum(Resolution.MICROSECOND);
      parts.subList(from, Math.min(from + groupSize, parts.size())).forEach(group::add);
      sum.add(group);
    }
    return sum;
  }

  private static void assertSame(LatencySum sum, LatencySum other) {
    assertThat(sum.toHistogram()).isEqualTo(other.toHistogram());
    assertThat(sum.count()).isEqualTo(other.count());
    assertThat(sum.saturated()).isEqualTo(other.saturated());
    for (double percent : PERCENTS) {
      assertThat(sum.valueAt(percent)).isEqualTo(other.valueAt(percent));
    }
    assertThat(sum.meanSeconds()).isEqualTo(other.meanSeconds());
    assertThat(sum.stddevSeconds()).isEqualTo(other.stddevSeconds());
    assertThat(sum.minSeconds()).isEqualTo(other.minSeconds());
    assertThat(sum.maxSeconds()).isEqualTo(other.maxSeconds());
  }

  /// ACCURACY A9: a slow answer is there as it is, and one beyond the range is counted.
  @Test
  void longDurationsArePresentOrCounted() {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    sum.record(90_000_000_000L);

    assertThat(sum.saturated()).isZero();
    assertThat(sum.secondsAt(100)).isBetween(90.0, 90.1);

    sum.record(HOUR_NS);
    assertThat(sum.saturated()).isZero();
    sum.record(HOUR_NS + 1_000);
    sum.record(Long.MAX_VALUE);
    assertThat(sum.saturated()).isEqualTo(2);
    assertThat(sum.count()).isEqualTo(4);
    assertThat(sum.secondsAt(100)).isBetween(3_600.0, 3_604.0);
    assertThat(sum.toLatencies().saturated()).isEqualTo(2);
  }

  @Test
  void keepsThreeSignificantDigits() {
    Random random = new Random(10);
    for (int round = 0; round < 1_000; round++) {
      long ns = random.nextLong(1L << (1 + random.nextInt(41)));
      for (Resolution resolution : Resolution.values()) {
        LatencySum sum = new LatencySum(resolution);
        sum.record(ns);
        long value = ns / resolution.ns();
        assertThat(sum.valueAt(50)).isBetween(value, value + value / 1_000);
      }
    }
  }

  @Test
  void withoutDurationsAllIsZero() {
    LatencySum none = new LatencySum(Resolution.NANOSECOND);

    assertThat(none.count()).isZero();
    assertThat(none.valueAt(99)).isZero();
    assertThat(none.minSeconds()).isZero();
    assertThat(none.maxSeconds()).isZero();
    assertThat(none.meanSeconds()).isZero();
    assertThat(none.stddevSeconds()).isZero();
  }

  @Test
  void statisticsAreInSeconds() {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    IntStream.of(1, 2, 3).forEach(ms -> sum.record(ms * 1_000_000L));

    assertThat(sum.minSeconds()).isBetween(0.000_999, 0.001);
    assertThat(sum.meanSeconds()).isBetween(0.001_999, 0.002_002);
    assertThat(sum.maxSeconds()).isBetween(0.003, 0.003_003);
    assertThat(sum.stddevSeconds()).isBetween(0.000_815, 0.000_818);
    assertThat(sum.countUpTo(2_000)).isEqualTo(2);
    assertThat(sum.countUpTo(Long.MAX_VALUE)).isEqualTo(3);
  }

  @Test
  void refusesToAddWhatHasAnotherResolution() {
    LatencySum micros = new LatencySum(Resolution.MICROSECOND);
    LatencySum nanos = new LatencySum(Resolution.NANOSECOND);

    assertThatThrownBy(() -> micros.add(nanos)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> micros.add(nanos.toLatencies()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutADurationEverythingIsNothing() {
    LatencySum empty = new LatencySum(Resolution.MICROSECOND);
    empty.reset();
    assertThat(empty.count()).isZero();
    assertThat(empty.valueAt(99)).isZero();
    assertThat(empty.countUpTo(1_000)).isZero();
    assertThat(empty.minSeconds()).isZero();
    assertThat(empty.maxSeconds()).isZero();
    assertThat(empty.meanSeconds()).isZero();
    assertThat(empty.stddevSeconds()).isZero();
    assertThat(empty.toLatencies()).isEqualTo(Latencies.none(Resolution.MICROSECOND));
    assertThat(empty.toHistogram().getTotalCount()).isZero();
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    sum.record(5_000);
    sum.add(empty);
    empty.add(sum);
    assertThat(empty.count()).isEqualTo(sum.count()).isEqualTo(1);
  }
}
