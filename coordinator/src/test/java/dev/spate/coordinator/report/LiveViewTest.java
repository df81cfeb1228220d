package dev.spate.coordinator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people see while a run goes on.
final class LiveViewTest {
  private final Plan plan =
      Plans.plan(
          List.of(Plans.warmup("warmup", 64, 4), Plans.steady("steady", 128, 10)),
          List.of("GET /a", "GET /b"),
          List.of(Plans.below(90, 0.25), Plans.below(50, 0.001)),
          0);

  private LiveView live(SimulatedRun run, int untilEvents) {
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events = run.events();
    events.subList(0, Math.min(events.size(), untilEvents)).forEach(fold::accept);
    return fold.live();
  }

  private SimulatedRun run(int workers) {
    return new SimulatedRun(plan, workers)
        .target((_, request, _, n) ->
            request == 1 && n % 4 == 0
                ? Answer.failing(0.001, Outcome.CONNECT_REFUSED, 0)
                : Answer.after(0.01));
  }

  @Test
  void saysWhatTheReportWouldSayOfTheSlotsThatAreClosed() {
    LiveView view = live(run(2), 2 + 2 * 9); // What began at the end of the ninth second goes on.

    assertThat(view.ledger().balanced()).isTrue();
    assertThat(view.ledger().arrivals().planned()).isEqualTo(4 * 64 + 4 * 128);
    assertThat(view.requests())
        .extracting(row -> row.phase() + " " + row.name() + " " + row.warmup())
        .containsExactlyInAnyOrder(
            "steady GET /a false",
            "steady GET /b false",
            "warmup GET /a true",
            "warmup GET /b true");
    LiveRequest first = view.requests().getFirst();
    assertThat(first.phase()).isEqualTo("steady");
    assertThat(requireNonNull(first.responseTime()).p50()).isBetween(0.0099, 0.0101);
    long refused = view.requests().stream().mapToLong(LiveRequest::failed).sum();
    assertThat(refused).isPositive();
    assertThat(view.errors()).isEqualTo(Map.of("connect_refused", refused));
    assertThat(view.phases())
        .containsExactly(
            new Report.PhaseRow("warmup", 0, 4, true), new Report.PhaseRow("steady", 4, 14, false));
  }

  @Test
  void thresholdsStandAsTheyDoByNow() {
    LiveView view = live(run(2), 2 + 2 * 9);

    assertThat(view.thresholds()).hasSize(2);
    assertThat(view.thresholds().get(0).passed()).isTrue();
    assertThat(view.thresholds().get(1).passed()).isFalse();
    assertThat(view.thresholds().get(1).decided()).isTrue();
    assertThat(live(run(2), 1).thresholds()).allMatch(threshold -> !threshold.decided());
  }

  @Test
  void whatIsMeasuredInFlightIsWhatTheLawSays() {
    LiveView view = live(run(2), 2 + 2 * 9);

    // Most take 10 ms at 128 a second, some 1 ms.
    assertThat(view.inFlightLittle().measured()).isBetween(1.0, 1.3);
    assertThat(view.inFlightLittle().law())
        .isBetween(
            view.inFlightLittle().measured() * 0.99, view.inFlightLittle().measured() * 1.01);
    assertThat(view.workerRows()).allMatch(worker -> worker.offered() == 64);
  }

  @Test
  void aLostWorkerIsMarkedAndComesFirst() {
    List<RunEvent> events = run(3).lose(1, 7.5).events();
    LiveView view = live(run(3).lose(1, 7.5), events.size() - 4);

    assertThat(view.workersInAll()).isEqualTo(3);
    assertThat(view.workerRows().getFirst().state()).isEqualTo("lost");
    assertThat(view.workerRows()).extracting(LiveWorker::state).contains("running");
    assertThat(view.marks()).hasSize(1);
    assertThat(view.marks().getFirst().kind()).isEqualTo("worker_lost");
    assertThat(view.marks().getFirst().text())
        .startsWith(view.workerRows().getFirst().id() + " was lost");
  }

  @Test
  void aStopIsMarked() {
    List<RunEvent> events = run(2).stop(6.2).events();
    LiveView view = live(run(2).stop(6.2), events.size());

    assertThat(view.marks()).extracting(LiveView.LiveMark::kind).containsExactly("stop");
    assertThat(view.marks().getFirst().at()).isBetween(6.19, 6.21);
  }

  /// Of many it shows those that one should look at, and it takes little time.
  @Test
  void isSmallHoweverManyWorkersAndRequestsThereAre() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add("request " + i);
    }
    Plan large =
        Plans.plan(
            List.of(
                Plans.steady("a", 3_000, 1),
                Plans.steady("b", 3_000, 1),
                Plans.steady("c", 3_000, 2)),
            names,
            List.of(),
            0);
    SimulatedRun run =
        new SimulatedRun(Plans.withLanes(large, 1_024), 200)
            .target((_, _, _, n) ->
                n % 7 == 0
                    ? Answer.failing(0.3, Outcome.TIMEOUT, 0)
                    : Answer.after(0.01 + n % 100 / 1e3));
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events = run.events();
    events.subList(0, 2 + 3 * 200).forEach(fold::accept);

    JsonNode view = new JsonMapper().readTree(ReportJson.live(fold.live()));

    assertThat(view.path("workerRows").size()).isEqualTo(LiveView.MOST_WORKERS);
    assertThat(view.path("workersInAll").intValue()).isEqualTo(200);
    assertThat(view.path("requests").size()).isEqualTo(LiveView.MOST_REQUESTS);
    assertThat(view.at("/requests/0/response_time/p99").isNumber()).isTrue();
    assertThat(view.toString().length()).isLessThan(100_000);
  }
}
