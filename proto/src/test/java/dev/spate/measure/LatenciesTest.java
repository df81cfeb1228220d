package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.ByteBuffer;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void comeBackFromTheirEncoding() {
    Latencies latencies = some(500);

    Latencies decoded =
        Latencies.fromEncoded(latencies.encoded(), Resolution.MICROSECOND, latencies.saturated());

    assertThat(decoded).isEqualTo(latencies).hasSameHashCodeAs(latencies);
    assertThat(decoded.count()).isEqualTo(500);
    assertThat(sumOf(decoded).toHistogram()).isEqualTo(sumOf(latencies).toHistogram());
  }

  @Test
  void knowTheirSumToThreeDigits() {
    LatencySum times = new LatencySum(Resolution.MICROSECOND);
    Random random = new Random(7);
    double exact = 0;
    for (int i = 0; i < 10_000; i++) {
      long ns = random.nextLong(i % 2 == 0 ? 50_000 : 5_000_000_000L);
      times.record(ns);
      exact += ns / 1e9;
    }
    Latencies latencies = times.toLatencies();

    assertThat(latencies.sumSeconds()).isCloseTo(exact, withinPercentage(0.05));
    assertThat(Latencies.fromEncoded(latencies.encoded(), Resolution.MICROSECOND, 0).sumSeconds())
        .isEqualTo(latencies.sumSeconds());
    assertThat(Latencies.none(Resolution.MICROSECOND).sumSeconds()).isZero();
  }

  /// What is rounded down into a cell of one unit is half a unit more than its lower end.
  @Test
  void theSumOfShortTimesIsNotHalfAUnitTooSmall() {
    LatencySum times = new LatencySum(Resolution.MICROSECOND);
    for (int ns = 20_000; ns < 30_000; ns++) {
      times.record(ns);
    }

    assertThat(times.toLatencies().sumSeconds()).isCloseTo(0.25, withinPercentage(0.01));
  }

  @Test
  void noneAreNoBytes() {
    for (Resolution resolution : Resolution.values()) {
      Latencies none = Latencies.of(new Histogram(3), resolution, 0);
      assertThat(none.encoded().remaining()).isZero();
      assertThat(Latencies.fromEncoded(none.encoded(), resolution, 0))
          .isSameAs(Latencies.none(resolution));
    }
  }

  @Test
  void anEncodedHistogramWithoutValuesIsNone() {
    Histogram empty = new Histogram(3);
    assertThat(Latencies.fromEncoded(encoded(empty), Resolution.MICROSECOND, 0))
        .isEqualTo(Latencies.none(Resolution.MICROSECOND));
  }

  @Test
  void theEncodingCannotBeChangedFromOutside() {
    assertThat(some(5).encoded().isReadOnly()).isTrue();
  }

  @Test
  void refusesAHistogramThatDoesNotFitTheOthers() {
    Histogram coarse = new Histogram(2);
    coarse.recordValue(5);
    Histogram beyond = new Histogram(3);
    beyond.recordValue(2 * Resolution.MICROSECOND.highest());
    Histogram fromThousand = new Histogram(1_000, 1_000_000, 3);
    fromThousand.recordValue(5_000);

    for (Histogram misfit : new Histogram[] {coarse, beyond, fromThousand}) {
      assertThatThrownBy(() -> Latencies.fromEncoded(encoded(misfit), Resolution.MICROSECOND, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesMoreSaturatedDurationsThanThereAre() {
    ByteBuffer five = some(5).encoded();

    assertThatThrownBy(() -> Latencies.fromEncoded(five.duplicate(), Resolution.MICROSECOND, 6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 of 5");
    assertThatThrownBy(() -> Latencies.fromEncoded(five.duplicate(), Resolution.MICROSECOND, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMoreBytesThanAHistogramHas() {
    assertThatThrownBy(
            () -> Latencies.fromEncoded(ByteBuffer.allocate(1 << 21), Resolution.MICROSECOND, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large");
  }

  /// Whatever decodes can also be added and read.
  @Test
  void survivesHostileBytes() {
    ByteBuffer view = some(300).encoded();
    byte[] valid = new byte[view.remaining()];
    view.get(valid);
    Random random = new Random(20_261_122);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = valid.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutated[random.nextInt(valid.length)] = (byte) random.nextInt();
      }
      try {
        Latencies decoded =
            Latencies.fromEncoded(ByteBuffer.wrap(mutated), Resolution.MICROSECOND, 0);
        LatencySum sum = new LatencySum(Resolution.MICROSECOND);
        sum.add(decoded);
        assertThat(sum.valueAt(99)).isNotNegative();
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static LatencySum sumOf(Latencies latencies) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    sum.add(latencies);
    return sum;
  }

  private static Latencies some(int count) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      sum.record(random.nextLong(5_000_000_000L));
    }
    return sum.toLatencies();
  }

  private static ByteBuffer encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    histogram.encodeIntoCompressedByteBuffer(buffer);
    return buffer.flip();
  }
}
