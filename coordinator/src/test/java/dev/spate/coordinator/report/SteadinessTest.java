package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;
import dev.spate.plan.Draws;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Runs whose response times have a known course.
final class SteadinessTest {
  private static final double SECONDS = 60;
  private static final int SEEDS = 200;

  /// @param level of the exponential response times by the second, as a factor
  private static List<Report.Remark> remarks(Plan plan, int seed, DoubleUnaryOperator level) {
    return new SimulatedRun(plan, 1)
            .target((_, _, due, n) -> {
              double u = (Draws.bits(seed, n) >>> 11) * 0x1p-53;
              return Answer.after(level.applyAsDouble(due / 1e9) * -0.01 * Math.log(1 - u));
            })
            .report()
            .remarks()
            .stream()
            .filter(remark -> remark.code().equals("DRIFT") || remark.code().equals("WARMUP_FOUND"))
            .toList();
  }

  private static Plan steady() {
    return Plans.plan(Plans.steady("steady", 200, SECONDS));
  }

  /// 20 batches of 3 s at 1,000/s, exponential.
  private static List<LatencySum> batches(long seed, double rise) {
    Random random = new Random(seed);
    List<LatencySum> batches = new ArrayList<>();
    for (int batch = 0; batch < 20; batch++) {
      LatencySum sum = new LatencySum(Resolution.MICROSECOND);
      for (int i = 0; i < 3_000; i++) {
        double level = 1 + rise * (batch + i / 3_000.0) / 20;
        sum.record((long) (-1e7 * level * Math.log(1 - random.nextDouble())));
      }
      batches.add(sum);
    }
    return batches;
  }

  private static boolean flagged(List<LatencySum> batches) {
    return Steadiness.drift(batches, 50).isPresent() || Steadiness.drift(batches, 99).isPresent();
  }

  @Test
  void aRiseOfAFifthIsFlaggedAndAFlatRunIsNot() {
    int flagged = 0;
    int alarms = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      flagged += flagged(batches(seed, 0.2)) ? 1 : 0;
      alarms += flagged(batches(-seed, 0)) ? 1 : 0;
    }
    assertThat((double) flagged / SEEDS).isGreaterThanOrEqualTo(0.95);
    assertThat((double) alarms / SEEDS).isLessThanOrEqualTo(0.05);
  }

  @Test
  void saysByHowMuchAndInWhichPhase() {
    assertThat(remarks(steady(), 1, at -> 1 + at / SECONDS))
        .anySatisfy(remark -> {
          assertThat(remark.code()).isEqualTo("DRIFT");
          assertThat(remark.message()).startsWith("In steady the p50 rose by ");
        });
  }

  @Test
  void aWarmUpThatThePlanDoesNotStateIsFoundAndIsNoDrift() {
    assertThat(remarks(steady(), 1, at -> 1 + 4 * Math.exp(-at / 2)))
        .singleElement()
        .satisfies(remark -> {
          assertThat(remark.code()).isEqualTo("WARMUP_FOUND");
          assertThat(remark.message())
              .matches("The first (9|1[0-2]|[678]) s of steady look like warm-up: .*");
        });
  }

  @Test
  void aRampIsMeantToChange() {
    Plan ramp = Plans.plan(Plans.open("ramp", 20, 400, SECONDS, OpenLoad.Arrivals.UNIFORM, false));
    assertThat(remarks(ramp, 1, at -> 1 + at / SECONDS)).isEmpty();
  }
}
