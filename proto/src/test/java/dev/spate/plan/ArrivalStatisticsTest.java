package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.OpenLoad.Arrivals;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ACCURACY A5 and A7 in arithmetic: the arrivals of the whole cluster are what the plan calls
/// them, merged from several workers.
final class ArrivalStatisticsTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int SEEDS = 40;

  /// The 1 % point of the Anderson-Darling statistic for an exponential distribution whose scale is
  /// fitted, with the factor 1 + 0.6/n (Stephens, EDF Statistics for Goodness of Fit, 1974).
  private static final double ANDERSON_DARLING_LIMIT = 1.959;

  @Test
  void theGapsOfPoissonArrivalsAreExponential() {
    long passed =
        IntStream.range(0, SEEDS)
            .filter(
                seed -> andersonDarling(gaps(poisson(1_000, 10, seed))) < ANDERSON_DARLING_LIMIT)
            .count();

    assertThat(passed).isGreaterThanOrEqualTo(38);
  }

  @Test
  void theStatisticTellsPoissonFromOtherArrivals() {
    double[] halfAsRegular = gaps(poisson(1_000, 10, 1));
    for (int i = 0; i < halfAsRegular.length; i++) {
      halfAsRegular[i] += 50_000;
    }

    assertThat(andersonDarling(halfAsRegular)).isGreaterThan(ANDERSON_DARLING_LIMIT);
    assertThat(andersonDarling(gaps(uniform(1_000, 10)))).isGreaterThan(1_000);
  }

  /// The variance of counts over their mean, 1 for Poisson: in windows of 10 ms over ten minutes at
  /// 1,000 a second, where its standard error is 0.6 %.
  @Test
  void theCountsOfPoissonArrivalsAreAsDispersedAsTheyShouldBe() {
    for (int seed = 0; seed < 3; seed++) {
      assertThat(dispersion(poisson(1_000, 600, seed), 10_000_000)).isBetween(0.95, 1.05);
    }
  }

  @Test
  void everySeedAndPhaseHasItsOwnArrivals() {
    long[] one = poisson(100, 10, 1);

    assertThat(poisson(100, 10, 1)).isEqualTo(one);
    assertThat(poisson(100, 10, 2)).isNotEqualTo(one);
    assertThat(merged(load(100, Arrivals.POISSON), 10, 1, 5)).isNotEqualTo(one);
  }

  /// Lanes must not begin together: a tenth of a second has its tenth of a second's arrivals, from
  /// the first one on.
  @Test
  void poissonArrivalsBeginAtTheFullRate() {
    double[] counts = new double[50];
    for (int seed = 0; seed < 200; seed++) {
      for (long due : poisson(1_000, 5, seed)) {
        counts[(int) (due / 100_000_000)]++;
      }
    }
    double expected = 200 * 100;
    for (double count : counts) {
      assertThat(count)
          .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }
  }

  @Test
  void aPoissonRampFollowsItsRate() {
    OpenLoad ramp = new OpenLoad(Rate.perSecond(0), Rate.perSecond(2_000), Arrivals.POISSON);
    double[] counts = new double[10];
    for (int seed = 0; seed < 20; seed++) {
      for (long due : merged(ramp, 10, seed, 0)) {
        counts[(int) (due / SECOND_NS)]++;
      }
    }
    for (int second = 0; second < counts.length; second++) {
      double expected = 20 * (200 * second + 100);
      assertThat(counts[second])
          .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 333, 1_000, 7_919, 50_000})
  void theGapsOfUniformArrivalsAreEven(int perSecond) {
    double[] gaps = gaps(uniform(perSecond, 10));
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double variance =
        Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).average().orElseThrow();

    assertThat(Math.sqrt(variance) / mean).isLessThan(0.05);
  }

  @Test
  void atAThousandASecondAMillisecondHasAtMostThree() {
    long[] due = uniform(1_000, 60);
    for (int i = 0; i + 3 < due.length; i++) {
      assertThat(due[i + 3] - due[i]).isGreaterThan(1_000_000);
    }
  }

  /// A worker's own arrivals are evenly spaced too, since its lanes are striped.
  @Test
  void theArrivalsOfOneOfThreeWorkersAreEven() {
    Schedule schedule = Schedule.of(load(3_000, Arrivals.UNIFORM), 10 * SECOND_NS, 1, 0);
    for (Lanes lanes : Assignment.deal(1024, List.of(1, 1, 1)).parts()) {
      double[] gaps = gaps(walk(schedule, lanes).toArray());

      assertThat(Arrays.stream(gaps).max().orElseThrow()).isLessThanOrEqualTo(1_333_334);
      assertThat(Arrays.stream(gaps).average().orElseThrow()).isBetween(995_000.0, 1_005_000.0);
    }
  }

  private static OpenLoad load(int perSecond, Arrivals arrivals) {
    return new OpenLoad(Rate.perSecond(perSecond), Rate.perSecond(perSecond), arrivals);
  }

  private static long[] poisson(int perSecond, int seconds, long seed) {
    return merged(load(perSecond, Arrivals.POISSON), seconds, seed, 0);
  }

  private static long[] uniform(int perSecond, int seconds) {
    return merged(load(perSecond, Arrivals.UNIFORM), seconds, 1, 0);
  }

  /// What three workers send together.
  private static long[] merged(OpenLoad load, int seconds, long seed, int phase) {
    Schedule schedule = Schedule.of(load, seconds * SECOND_NS, seed, phase);
    return Assignment.deal(1024, List.of(3, 2, 2)).parts().stream()
        .flatMapToLong(lanes -> walk(schedule, lanes))
        .sorted()
        .toArray();
  }

  private static LongStream walk(Schedule schedule, Lanes lanes) {
    Schedule.Cursor cursor = schedule.cursor(lanes);
    LongStream.Builder due = LongStream.builder();
    for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
      due.add(cursor.dueNs());
    }
    return due.build();
  }

  private static double[] gaps(long[] due) {
    return IntStream.range(1, due.length).mapToDouble(i -> due[i] - due[i - 1]).toArray();
  }

  /// A² = −n − Σ (2i − 1)·(ln F(x_i) + ln(1 − F(x_{n+1−i})))/n with F fitted by the mean.
  private static double andersonDarling(double[] gaps) {
    double[] sorted = gaps.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).average().orElseThrow();
    double sum = 0;
    for (int i = 1; i <= n; i++) {
      double low = Math.max(sorted[i - 1], 0.5) / mean;
      double high = sorted[n - i] / mean;
      sum += (2 * i - 1) * (Math.log(-Math.expm1(-low)) - high);
    }
    return (-n - sum / n) * (1 + 0.6 / n);
  }

  private static double dispersion(long[] due, long windowNs) {
    int windows = (int) (due[due.length - 1] / windowNs);
    double[] counts = new double[windows];
    for (long instant : due) {
      int window = (int) (instant / windowNs);
      if (window < windows) {
        counts[window]++;
      }
    }
    double mean = Arrays.stream(counts).average().orElseThrow();
    double squares = Arrays.stream(counts).map(count -> (count - mean) * (count - mean)).sum();
    return squares / (windows - 1) / mean;
  }
}
