package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RateCurveTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long MINUTE_NS = 60 * SECOND_NS;
  private static final long DAY_NS = 86_400 * SECOND_NS;

  /// From and to in arrivals a minute, the duration in milliseconds.
  @ParameterizedTest
  @CsvSource({
    "60000, 60000, 60000",
    "600, 30000, 120000",
    "30000, 600, 120000",
    "0, 60000, 10000",
    "60000, 0, 10000",
    "1, 1, 86400000",
    "7, 11, 3600001",
    "0, 1, 1",
    "180000000, 60, 30000",
    "999999999, 3, 3333",
  })
  void agreesWithExactRationals(long from, long to, long durationMs) {
    Rate first = new Rate(from, MINUTE_NS);
    Rate last = new Rate(to, MINUTE_NS);
    checkAgainstExact(first, last, durationMs * 1_000_000, new Random(from * 31 + to));
  }

  @Test
  void agreesWithExactRationalsForAnyRates() {
    Random random = new Random(20_261_122);
    int checked = 0;
    for (int round = 0; round < 400; round++) {
      long[] periods = {1_000_000, SECOND_NS, MINUTE_NS, 60 * MINUTE_NS, 7, 999_999_937};
      long period = periods[random.nextInt(periods.length)];
      long most = Math.min(period, 1L << random.nextInt(30));
      Rate from = new Rate(random.nextLong(most + 1), period);
      Rate to = random.nextInt(3) == 0 ? from : new Rate(random.nextLong(most + 1), period);
      long durationNs = 1 + random.nextLong(1L << (1 + random.nextInt(48)));
      if (from.arrivals() + to.arrivals() > 0) {
        checkAgainstExact(from, to, durationNs, random);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(300);
  }

  private static void checkAgainstExact(Rate from, Rate to, long durationNs, Random random) {
    RateCurve curve = new RateCurve(from, to, durationNs);
    ExactCurve exact = new ExactCurve(from, to, durationNs);
    assertThat(curve.total()).isEqualTo(exact.total()).isPositive();

    LongStream.concat(
            LongStream.of(0, 1, 2, curve.total() - 2, curve.total() - 1),
            LongStream.generate(() -> random.nextLong(curve.total())).limit(40))
        .filter(n -> n >= 0 && n < curve.total())
        .forEach(n -> {
          long due = curve.dueNs(n);
          assertThat(due)
              .as("arrival %d from %s to %s over %d ns", n, from, to, durationNs)
              .isEqualTo(exact.dueNs(n))
              .isBetween(0L, durationNs - 1);
          assertThat(curve.arrivalsBefore(due)).isLessThanOrEqualTo(n);
          assertThat(curve.arrivalsBefore(due + 1)).isGreaterThan(n);
        });
    LongStream.concat(
            LongStream.of(0, 1, durationNs - 1, durationNs),
            LongStream.generate(() -> random.nextLong(durationNs)).limit(20))
        .forEach(t ->
            assertThat(curve.arrivalsBefore(t))
                .as("before %d ns from %s to %s over %d ns", t, from, to, durationNs)
                .isEqualTo(exact.arrivalsBefore(t)));
  }

  @Test
  void arrivalZeroIsDueAtOnce() {
    assertThat(new RateCurve(Rate.perSecond(5), Rate.perSecond(9), SECOND_NS).dueNs(0)).isZero();
    assertThat(new RateCurve(Rate.perSecond(0), Rate.perSecond(9), SECOND_NS).dueNs(0)).isZero();
  }

  @Test
  void aConstantRateIsItsMultiples() {
    RateCurve curve = new RateCurve(Rate.perSecond(1_000), Rate.perSecond(1_000), 60 * SECOND_NS);

    assertThat(curve.total()).isEqualTo(60_000);
    for (int n = 0; n < 60_000; n++) {
      assertThat(curve.dueNs(n)).isEqualTo(n * 1_000_000L);
    }
  }

  @Test
  void aRampFromNothingHasTheRootsOfItsIntegral() {
    RateCurve curve = new RateCurve(Rate.perSecond(0), Rate.perSecond(200), 100 * SECOND_NS);

    assertThat(curve.total()).isEqualTo(10_000);
    assertThat(curve.dueNs(100)).isEqualTo(10 * SECOND_NS);
    assertThat(curve.dueNs(2_500)).isEqualTo(50 * SECOND_NS);
    assertThat(curve.dueNs(2)).isEqualTo(1_414_213_562L);
  }

  @Test
  void nothingIsDueBeforeTheStartAndAllBeforeTheEnd() {
    RateCurve curve = new RateCurve(Rate.perSecond(3), Rate.perSecond(7), 10 * SECOND_NS);

    assertThat(curve.arrivalsBefore(-1)).isZero();
    assertThat(curve.arrivalsBefore(0)).isZero();
    assertThat(curve.arrivalsBefore(Long.MAX_VALUE)).isEqualTo(curve.total()).isEqualTo(50);
  }

  @Test
  void theInverseOfARealNumberLiesBetweenThoseOfItsNeighbours() {
    RateCurve curve = new RateCurve(Rate.perSecond(50), Rate.perSecond(900), 30 * SECOND_NS);
    Random random = new Random(7);
    for (int round = 0; round < 1_000; round++) {
      double arrivals = random.nextDouble() * (curve.total() - 2);
      long due = curve.inverseNs(arrivals);
      assertThat(due)
          .isBetween(curve.dueNs((long) arrivals) - 1, curve.dueNs((long) arrivals + 1) + 1);
    }
    assertThat(curve.inverseNs(curve.total() + 1e-3)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theInverseOfARampToNothingEndsWithThePhase() {
    RateCurve curve = new RateCurve(Rate.perSecond(100), Rate.perSecond(0), 10 * SECOND_NS);

    assertThat(curve.inverseNs(499.999)).isBetween(9 * SECOND_NS, 10 * SECOND_NS);
    assertThat(curve.inverseNs(500.001)).isEqualTo(Long.MAX_VALUE);
    assertThat(curve.inverseNs(1e12)).isEqualTo(Long.MAX_VALUE);
  }

  /// ACCURACY A6: 10⁹ arrivals and not one nanosecond off. Every power-of-ten rate from 3 to 3·10⁶
  /// a second, and rates whose period is no whole number of nanoseconds.
  @ParameterizedTest
  @ValueSource(longs = {400, 7_919, 30_000, 333_333, 1_000_000, 2_718_281, 3_000_000})
  void aBillionArrivalsDriftByNothing(long perSecond) {
    long billion = 1_000_000_000L;
    long seconds = (billion + perSecond - 1) / perSecond;
    checkBillion(Rate.perSecond(perSecond), seconds * SECOND_NS, billion);
  }

  /// At slow rates 30 days, the longest phase, hold fewer than 10⁹ arrivals; its last ones count.
  @ParameterizedTest
  @ValueSource(longs = {3, 30, 300})
  void theSlowestRatesDriftByNothingInThirtyDays(long perSecond) {
    checkBillion(Rate.perSecond(perSecond), 30 * DAY_NS, perSecond * 30 * 86_400);
  }

  private static void checkBillion(Rate rate, long durationNs, long arrivals) {
    RateCurve curve = new RateCurve(rate, rate, durationNs);
    Random random = new Random(rate.hashCode());
    assertThat(curve.total()).isGreaterThanOrEqualTo(arrivals);
    LongStream.concat(
            LongStream.rangeClosed(arrivals - 1_000, arrivals - 1),
            LongStream.generate(() -> random.nextLong(arrivals)).limit(20_000))
        .forEach(n -> {
          long truth =
              BigInteger.valueOf(n)
                  .multiply(BigInteger.valueOf(rate.periodNs()))
                  .divide(BigInteger.valueOf(rate.arrivals()))
                  .longValueExact();
          if (curve.dueNs(n) != truth) {
            throw new AssertionError(
                "arrival %d at %s is due at %d ns, not %d"
                    .formatted(n, rate, truth, curve.dueNs(n)));
          }
        });
  }

  /// The gaps of a billion arrivals' last thousand are the period, give or take the rounding of two
  /// instants.
  @Test
  void theLastGapsOfABillionAreAsLongAsTheFirst() {
    Rate rate = Rate.perSecond(2_718_281);
    RateCurve curve = new RateCurve(rate, rate, 400 * SECOND_NS);
    for (long n = 1_000_000_001L; n < 1_000_001_000L; n++) {
      assertThat(curve.dueNs(n) - curve.dueNs(n - 1)).isBetween(367L, 368L);
    }
  }

  @Test
  void refusesWhatItCannotComputeExactly() {
    Rate odd = new Rate(999_999_937, 86_399_999_999_999L);
    Rate other = new Rate(999_999_929, 86_399_999_999_989L);

    assertThatThrownBy(() -> new RateCurve(odd, other, 30 * DAY_NS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too fine");
    assertThatThrownBy(() -> new RateCurve(odd, odd, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateCurve(odd, odd, 31 * DAY_NS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
