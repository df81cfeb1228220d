package dev.spate.coordinator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.Resolution;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlotRowTest {
  @Test
  void aRowHasTheTimesAndTheErrorsOfItsSecond() {
    Plan plan = Plans.plan(Plans.steady("steady", 100, 3));
    List<SlotRow> rows = new ArrayList<>();
    new SimulatedRun(plan, 2).target((_, _, dueNs, _) -> answer(dueNs / 1_000_000)).fold(rows::add);

    SlotRow row = rows.get(1);
    assertThat(row.p50()).isBetween(0.00199, 0.00201);
    assertThat(row.p90()).isBetween(0.00199, 0.00201);
    assertThat(row.p999()).isBetween(0.2999, 0.3003);
    assertThat(row.max()).isBetween(0.2999, 0.3003);
    assertThat(requireNonNull(row.service()).p50()).isPositive();
    assertThat(row.errors())
        .containsExactly(Map.entry("connect_refused", 1L), Map.entry("timeout", 2L));
    assertThat(row.failed() + row.timedOut()).isEqualTo(3);
    assertThat(total(row.latency().response())).isEqualTo(row.requests());
  }

  /// A hundred in a second: two at 300 ms time out, one is refused.
  private static Answer answer(long dueMs) {
    return switch ((int) (dueMs % 1_000)) {
      case 100, 200 -> Answer.failing(0.3, Outcome.TIMEOUT, 0);
      case 300 -> Answer.failing(0.001, Outcome.CONNECT_REFUSED, 0);
      default -> Answer.after(0.002);
    };
  }

  @Test
  void whatNeverEndedCountsAtItsLowerBound() {
    Plan plan = Plans.plan(Plans.steady("steady", 10, 2));
    List<SlotRow> rows = new ArrayList<>();
    new SimulatedRun(plan, 1)
        .target((_, _, dueNs, _) -> dueNs < 1_000_000_000L ? Answer.NEVER : Answer.after(0.01))
        .fold(rows::add);

    assertThat(rows.getFirst().unanswered()).isEqualTo(10);
    assertThat(total(rows.getFirst().latency().response())).isEqualTo(10);
    assertThat(rows.getFirst().errors()).isEmpty();
  }

  @Test
  void bucketsAreTwentyADecadeFromTenMicroseconds() {
    assertThat(bucketsOf(1_000)).containsExactly(0L, 1L);
    assertThat(bucketsOf(10_000)).containsExactly(0L, 1L);
    assertThat(bucketsOf(99_000)).containsExactly(19L, 1L);
    assertThat(bucketsOf(100_000)).containsExactly(20L, 1L);
    assertThat(bucketsOf(1_000_000)).containsExactly(40L, 1L);
    assertThat(bucketsOf(1_000_000_000)).containsExactly(100L, 1L);
    assertThat(bucketsOf(10_000_000, 12_000_000, 12_500_000)).containsExactly(60L, 1L, 2L);
    assertThat(bucketsOf(100_000, 1_000_000)).hasSize(1 + 21).startsWith(20L, 1L, 0L);
    assertThat(bucketsOf()).isEmpty();
  }

  /// An hour is the longest that a histogram tells.
  @Test
  void noTimeIsBeyondTheLastBucket() {
    assertThat(bucketsOf(Long.MAX_VALUE)).containsExactly(171L, 1L);
  }

  private static List<Long> bucketsOf(long... times) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    for (long ns : times) {
      sum.record(ns);
    }
    return LatencyCounts.of(sum, new LatencySum(Resolution.MICROSECOND)).response();
  }

  private static long total(List<Long> counts) {
    return counts.stream().skip(1).mapToLong(Long::longValue).sum();
  }

  @Test
  void aRowOfAnOlderReportIsReadToo() {
    SlotRow row =
        ReportJson.readRow("{\"slot\":3,\"closed\":true,\"p99\":0.1,\"phases\":[],\"marks\":[]}");

    assertThat(row.slot()).isEqualTo(3);
    assertThat(row.p999()).isNull();
    assertThat(row.errors()).isEmpty();
    assertThat(row.latency()).isEqualTo(LatencyCounts.NONE);
  }
}
