package dev.spate.coordinator.report;

import static dev.spate.coordinator.report.Plans.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Outcome;
import dev.spate.measure.Resolution;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RunFoldTest {
  @Test
  void everyArrivalAndRequestHasOneAccount() {
    Report report = new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 10)), 3).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals())
        .isEqualTo(new Report.Arrivals(1_000, 1_000, 0, 0, 0, 0, 1_000, 0));
    assertThat(report.ledger().requests()).isEqualTo(new Report.Requests(1_000, 1_000, 0, 0, 0, 0));
    assertThat(report.verdict().result()).isEqualTo(Verdict.Result.PASSED);
    assertThat(report.run().durationSeconds()).isEqualTo(10);
    assertThat(report.throughput().plannedPerSecond()).isEqualTo(100);
    assertThat(report.throughput().requestsPerSecond()).isEqualTo(100);
  }

  @Test
  void slotsCloseInOrderAsTheRunGoesOn() {
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    List<Integer> closedAfterReport = new ArrayList<>();
    new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 5)), 2)
        .target((_, _, _, _) -> Answer.after(0.3))
        .forEach(event -> {
          fold.accept(event);
          if (event instanceof RunEvent.Reported) {
            closedAfterReport.add(rows.size());
          }
        });

    assertThat(rows).extracting(SlotRow::slot).containsExactly(0, 1, 2, 3, 4);
    assertThat(rows).allMatch(SlotRow::closed).allMatch(row -> row.planned() == 100);
    assertThat(rows).allMatch(row -> row.succeeded() == 100 && row.workers() == 2);
    // The answers to the last 300 ms of a slot come in the next report; both workers have to bring
    // theirs.
    assertThat(closedAfterReport).containsExactly(0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5);
  }

  @Test
  void aSlotWaitsForItsSlowestAnswer() {
    List<SlotRow> rows = new ArrayList<>();
    new SimulatedRun(Plans.plan(Plans.steady("steady", 10, 6)), 1)
        .target((_, _, due, _) -> Answer.after(due == 0 ? 3.5 : 0.01))
        .fold(rows::add);

    assertThat(rows).hasSize(6).allMatch(SlotRow::closed);
    assertThat(rows.getFirst().p99()).isBetween(3.5, 3.51);
  }

  @Test
  void aHungTailIsCountedExactlyAndCensored() {
    // 1,000 a second for 15 s; from 12 s on nothing is answered. The graceful stop is 5 s.
    Plan plan = Plans.plan(Plans.steady("steady", 1_000, 15));
    List<SlotRow> rows = new ArrayList<>();
    Report report =
        new SimulatedRun(plan, 2)
            .target((_, _, due, _) -> due < 12 * SECOND ? Answer.after(0.005) : Answer.NEVER)
            .fold(rows::add)
            .report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals())
        .isEqualTo(new Report.Arrivals(15_000, 12_000, 3_000, 0, 0, 0, 15_000, 0));
    assertThat(report.ledger().requests())
        .isEqualTo(new Report.Requests(15_000, 12_000, 0, 0, 3_000, 0));
    Report.MetricSummary response = Reports.responseTime(report);
    assertThat(response.count()).isEqualTo(15_000);
    assertThat(response.censored()).isEqualTo(3_000);
    // The run ends at 20 s: what was due at 12 s is known to take 8 s at least, what was due at 15
    // s, 5 s.
    assertThat(Reports.percentile(report, "75").value()).isBetween(0.00499, 0.00501);
    assertThat(Reports.percentile(report, "75").censored()).isFalse();
    assertThat(Reports.percentile(report, "90").value()).isBetween(6.49, 6.52);
    assertThat(Reports.percentile(report, "90").censored()).isTrue();
    assertThat(Reports.percentile(report, "99").value()).isBetween(7.84, 7.86);
    assertThat(Reports.percentile(report, "99").high()).isNull();
    assertThat(TextSummary.of(report)).contains("≥ 7.85 s");
    assertThat(rows.get(11).censored()).isFalse();
    assertThat(rows.get(12).censored()).isTrue();
    assertThat(rows.get(12).unanswered()).isEqualTo(1_000);
  }

  @Test
  void percentilesAreThoseOfOneHistogramBitForBitHoweverManyWorkersMeasured() {
    Plan plan = Plans.plan(Plans.steady("steady", 500, 20));
    LatencySum single = new LatencySum(Resolution.MICROSECOND);
    Report report =
        new SimulatedRun(plan, 2)
            .target((worker, _, due, _) -> {
              long ns = new Random(due).nextLong(1_000_000, 9_000_000) + worker * 50_000_000L;
              single.record(ns);
              return new Answer(ns, Outcome.SUCCEEDED, 200);
            })
            .report();

    Report.MetricSummary response = Reports.responseTime(report);
    assertThat(single.count()).isEqualTo(10_000);
    for (String percent : response.percentiles().keySet()) {
      assertThat(Reports.percentile(report, percent).value())
          .isEqualTo(single.secondsAt(Double.parseDouble(percent)));
    }
    assertThat(response.mean()).isEqualTo(single.meanSeconds());
    assertThat(response.stddev()).isEqualTo(single.stddevSeconds());
    assertThat(response.max()).isEqualTo(single.maxSeconds());
    assertThat(report.remarks()).extracting(Report.Remark::code).contains("WORKERS_DIFFER");
    assertThat(report.remarks().getFirst().message()).contains("w1", "5.00 ms", "55.1 ms");
  }

  @Test
  void workersThatAreAlikeAreNotPointedOut() {
    Report report = new SimulatedRun(Plans.plan(Plans.steady("steady", 200, 5)), 4).report();

    assertThat(report.remarks()).isEmpty();
  }

  @Test
  void certificatesThatWereNotAcceptedComeWithAHint() {
    Report report =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 200, 5)), 2)
            .target((_, _, _, _) -> Answer.failing(0.002, Outcome.TLS_CERTIFICATE, 0))
            .report();

    assertThat(report.remarks()).extracting(Report.Remark::code).contains("TLS_CERTIFICATE");
    assertThat(TextSummary.of(report)).contains("1,000 requests failed").contains("http.tls.ca");
  }

  @Test
  void theReportSaysThatNothingWasVerified() {
    Report report = new SimulatedRun(Plans.insecure(Plans.steady("steady", 200, 5)), 2).report();

    assertThat(report.remarks()).extracting(Report.Remark::code).containsExactly("TLS_INSECURE");
  }

  @Test
  void anAnswerAfterNinetySecondsIsInThePercentiles() {
    Plan plan = Plans.plan(Plans.steady("steady", 10, 100));
    Report report =
        new SimulatedRun(plan, 1)
            .target((_, _, due, _) -> Answer.after(due == SECOND ? 90 : 0.01))
            .report();

    assertThat(Reports.responseTime(report).max()).isBetween(89.9, 90.1);
  }

  @Test
  void anAnswerAboveTheRangeIsCountedAsSaturated() {
    Plan plan = Plans.plan(Plans.steady("steady", 1, 4_000));
    Report report =
        new SimulatedRun(plan, 1)
            .target((_, _, due, _) -> Answer.after(due == SECOND ? 3_700 : 0.01))
            .report();

    assertThat(Reports.responseTime(report).saturated()).isEqualTo(1);
    assertThat(report.remarks()).extracting(Report.Remark::code).contains("SATURATED");
  }

  @Test
  void aSlotMayLieInTwoPhases() {
    Plan plan = Plans.plan(Plans.warmup("warmup", 100, 2.5), Plans.steady("steady", 200, 2.5));
    List<SlotRow> rows = new ArrayList<>();
    Report report = new SimulatedRun(plan, 2).fold(rows::add).report();

    assertThat(rows.get(2).phases()).containsExactly("warmup", "steady");
    assertThat(rows.get(2).planned()).isEqualTo(50 + 100);
    assertThat(rows.get(2).warmup()).isFalse();
    assertThat(rows.get(1).warmup()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(250 + 500);
    assertThat(Reports.responseTime(report).count()).isEqualTo(500);
    assertThat(report.throughput().requestsPerSecond()).isEqualTo(200);
    assertThat(report.requests()).extracting(Report.RequestRow::phase).containsExactly("steady");
  }

  @Test
  void iterationsOfAClosedPhaseAreThoseThatCameDue() {
    Plan plan = Plans.plan(Plans.closed("soak", 10, 5));
    Report report = new SimulatedRun(plan, 2).report();

    assertThat(report.ledger().balanced()).isTrue();
    assertThat(report.ledger().arrivals().planned()).isEqualTo(500);
  }

  @Test
  void slotsThatAreOpenDoNotGrowWithTheRun() {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      requests.add("request " + i);
    }
    Plan plan = Plans.plan(List.of(Plans.steady("steady", 20, 1_200)), requests, List.of(), 0);
    long[] rows = {0};
    RunFold fold =
        new SimulatedRun(plan, 2)
            .target((_, _, _, n) -> Answer.after(n % 50 == 0 ? 4.2 : 0.01))
            .fold(_ -> rows[0]++);

    assertThat(rows[0]).isEqualTo(1_200);
    assertThat(fold.mostOpenSlots()).isLessThanOrEqualTo(7);
    assertThat(fold.report().ledger().balanced()).isTrue();
    assertThat(fold.report().requests()).hasSize(20);
  }

  @Test
  void theLiveReportCoversTheClosedSlotsAndBalances() {
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events =
        new SimulatedRun(Plans.plan(Plans.steady("steady", 100, 8)), 2)
            .target((_, _, _, _) -> Answer.after(0.4))
            .events();
    events.subList(0, 10).forEach(fold::accept);

    Report live = fold.report();
    assertThat(live.ledger().arrivals().planned()).isEqualTo(300);
    assertThat(live.ledger().balanced()).isTrue();
    assertThat(live.run().ending()).isEqualTo("running");
  }

  @Test
  void progressSaysWhereTheRunIs() {
    Plan plan = Plans.plan(Plans.warmup("warmup", 50, 4), Plans.steady("steady", 100, 8));
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events =
        new SimulatedRun(plan, 2).target((_, _, _, _) -> Answer.after(0.2)).events();
    events.subList(0, 2 + 12).forEach(fold::accept);

    Progress progress = fold.progress();
    assertThat(progress.elapsedSeconds()).isEqualTo(6);
    assertThat(progress.durationSeconds()).isEqualTo(12);
    assertThat(progress.phase()).isEqualTo("steady");
    assertThat(progress.plannedPerSecond()).isEqualTo(100);
    assertThat(progress.offeredPerSecond()).isEqualTo(100);
    assertThat(progress.requestsPerSecond()).isEqualTo(100);
    assertThat(progress.failedPerSecond()).isZero();
    assertThat(progress.inFlight()).isEqualTo(20);
    assertThat(progress.p50()).isBetween(0.1999, 0.2003);
    assertThat(progress.workers()).isEqualTo(2);
  }
}
