package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DrawsTest {
  private static final int DRAWS = 1_000_000;

  /// The JDK's SplittableRandom is SplitMix64 too: the same mixer over the same sequence.
  @Test
  void areSplitMix64() {
    SplittableRandom reference = new SplittableRandom(42);
    for (int i = 0; i < 1_000; i++) {
      assertThat(Draws.bits(42, i)).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void unitsAreUniform() {
    double sum = 0;
    int[] tenths = new int[10];
    for (int i = 0; i < DRAWS; i++) {
      double unit = Draws.unit(Draws.bits(1, i));
      assertThat(unit).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += unit;
      tenths[(int) (unit * 10)]++;
    }
    assertThat(sum / DRAWS).isBetween(0.4985, 0.5015);
    assertThat(Arrays.stream(tenths)).allMatch(count -> Math.abs(count - DRAWS / 10) < 1_500);
  }

  @Test
  void exponentialsHaveMeanAndVarianceOne() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double drawn = Draws.exponential(Draws.bits(2, i));
      sum += drawn;
      squares += drawn * drawn;
    }
    assertThat(sum / DRAWS).isBetween(0.995, 1.005);
    assertThat(squares / DRAWS).isBetween(1.98, 2.02);
  }

  @Test
  void exponentialsAreFiniteAndAboveZeroAtBothEnds() {
    assertThat(Draws.exponential(0)).isBetween(36.0, 38.0);
    assertThat(Draws.exponential(-1)).isGreaterThan(0);
  }

  @Test
  void wholeNumbersStayBelowTheirBound() {
    assertThat(Draws.below(-1, 1)).isZero();
    assertThat(Draws.below(-1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[(int) Draws.below(Draws.bits(3, i), 7)]++;
    }
    assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - 10_000) < 500);
  }

  @Test
  void neighbouringIndicesHaveNothingInCommon() {
    Set<Long> seen = new HashSet<>();
    double bits = 0;
    for (int a = 0; a < 300; a++) {
      for (int b = 0; b < 300; b++) {
        seen.add(Draws.bits(9, a, b));
        bits += Long.bitCount(Draws.bits(9, a, b) ^ Draws.bits(9, a, b + 1));
      }
    }
    assertThat(seen).hasSize(90_000);
    assertThat(bits / 90_000).isBetween(31.9, 32.1);
  }

  @Test
  void scenariosArePickedByWeight() {
    List<Integer> weights = List.of(80, 15, 1, 4);
    HttpRequest request = new HttpRequest("r", "GET", "/", List.of(), Body.EMPTY, Set.of());
    ScenarioPicker picker =
        new ScenarioPicker(
            IntStream.range(0, weights.size())
                .mapToObj(i -> new Scenario("s" + i, weights.get(i), List.of(request)))
                .toList());
    int[] picked = new int[weights.size()];
    for (int i = 0; i < DRAWS; i++) {
      picked[picker.pick(Draws.bits(4, i))]++;
    }
    for (int i = 0; i < picked.length; i++) {
      double expected = DRAWS * weights.get(i) / 100.0;
      assertThat((double) picked[i])
          .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
    }
    assertThat(picker.pick(0)).isZero();
    assertThat(picker.pick(-1)).isEqualTo(3);
  }

  @Test
  void aPhasePicksFromItsScenariosAlone() {
    HttpRequest request = new HttpRequest("r", "GET", "/", List.of(), Body.EMPTY, Set.of());
    Phase phase =
        new Phase(
            "p",
            1_000_000_000L,
            new ClosedLoad(1, 1, 0),
            false,
            1,
            Phase.OnLimit.WAIT,
            List.of("s1", "s3"),
            Phase.FOLLOWS);
    Plan plan =
        new Plan(
            "plan",
            new Target(Target.Scheme.HTTP, "127.0.0.1", 80, ""),
            1,
            1,
            HttpOptions.DEFAULT,
            List.of(phase),
            IntStream.range(0, 4)
                .mapToObj(i -> new Scenario("s" + i, 10 * (i + 1), List.of(request)))
                .toList(),
            List.of(),
            Workers.DEFAULT,
            0);
    ScenarioPicker picker = new ScenarioPicker(plan, phase);
    int[] picked = new int[4];
    for (int i = 0; i < DRAWS; i++) {
      picked[picker.pick(Draws.bits(4, i))]++;
    }
    assertThat(picked[0]).isZero();
    assertThat(picked[2]).isZero();
    double third = DRAWS / 3.0;
    assertThat((double) picked[1])
        .isBetween(third - 5 * Math.sqrt(third), third + 5 * Math.sqrt(third));
    assertThat(picked[1] + picked[3]).isEqualTo(DRAWS);
  }

  @Test
  void exponentialThinkTimesHaveTheirMeanAndTheirMedian() {
    Think think = Think.exponential(2_000_000_000L);
    double sum = 0;
    int belowMedian = 0;
    for (int i = 0; i < DRAWS; i++) {
      long drawn = think.drawNs(Draws.bits(7, i));
      assertThat(drawn).isNotNegative();
      sum += drawn;
      belowMedian += drawn < 2e9 * Math.log(2) ? 1 : 0;
    }
    double error = 5 / Math.sqrt(DRAWS);
    assertThat(sum / DRAWS / 2e9).isBetween(1 - error, 1 + error);
    assertThat((double) belowMedian / DRAWS).isBetween(0.5 - error / 2, 0.5 + error / 2);
    assertThatThrownBy(() -> Think.exponential(Think.MAX_MEAN_NS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thinkTimesAreUniformBetweenTheirBoundsAndIncludeBoth() {
    Think think = new Think(5, 7);
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      drawn.add(think.drawNs(Draws.bits(5, i)));
    }
    assertThat(drawn).containsExactlyInAnyOrder(5L, 6L, 7L);
    assertThat(new Think(9, 9).drawNs(-1)).isEqualTo(9);
  }
}
