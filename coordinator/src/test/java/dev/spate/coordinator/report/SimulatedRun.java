package dev.spate.coordinator.report;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.Interval;
import dev.spate.measure.Outcome;
import dev.spate.measure.Slots;
import dev.spate.plan.Assignment;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The events of a run whose workers are simulated: each follows its lanes to the nanosecond, and
/// the target answers as the test says. A pure function of its settings.
final class SimulatedRun {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final String TEXT = "name: shop\n";

  private final Plan plan;
  private final int workers;
  private Target target = (_, _, _, _) -> Answer.after(0.002);
  private Health health = (_, _) -> SimulatedWorker.QUIET;
  private final Map<Integer, Long> lostAt = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private long stopAtNs = Long.MAX_VALUE;
  private long uncertaintyNs = 50_000;
  private String host = "host";
  private String id = "01RUN";
  private String text = TEXT;
  private Instant startedAt = START;

  SimulatedRun(Plan plan, int workers) {
    this.plan = plan;
    this.workers = workers;
  }

  /// What becomes of a request.
  ///
  /// @param afterNs since its intended start; [Long#MAX_VALUE] for never
  record Answer(long afterNs, Outcome outcome, int status) {
    static final Answer NEVER = new Answer(Long.MAX_VALUE, Outcome.UNANSWERED, 0);

    static Answer after(double seconds) {
      return new Answer(Math.round(seconds * 1e9), Outcome.SUCCEEDED, 200);
    }

    static Answer failing(double seconds, Outcome outcome, int status) {
      return new Answer(Math.round(seconds * 1e9), outcome, status);
    }
  }

  /// How the target answers.
  interface Target {
    Answer answer(int worker, int request, long dueNs, long arrival);
  }

  /// How a worker is in a tick.
  interface Health {
    SimulatedWorker.Condition at(int worker, int tick);
  }

  SimulatedRun target(Target target) {
    this.target = target;
    return this;
  }

  SimulatedRun health(Health health) {
    this.health = health;
    return this;
  }

  /// The last report of a worker is the last one before this instant.
  SimulatedRun lose(int worker, double atSeconds) {
    lostAt.put(worker, Math.round(atSeconds * 1e9));
    return this;
  }

  SimulatedRun stop(double atSeconds) {
    stopAtNs = Math.round(atSeconds * 1e9);
    return this;
  }

  SimulatedRun startUncertainty(long ns) {
    uncertaintyNs = ns;
    return this;
  }

  SimulatedRun host(String name) {
    host = name;
    return this;
  }

  SimulatedRun named(String run, Instant started, String planText) {
    id = run;
    startedAt = started;
    text = planText;
    return this;
  }

  SimulatedRun tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  List<RunEvent> events() {
    List<RunEvent> events = new ArrayList<>();
    forEach(events::add);
    return events;
  }

  void forEach(Consumer<RunEvent> reader) {
    reader.accept(new RunEvent.Opened(id, startedAt.minusSeconds(2), plan, text, tags, "0.1.0"));
    List<SimulatedWorker> simulated = simulated();
    reader.accept(
        new RunEvent.Started(startedAt, simulated.stream().map(SimulatedWorker::share).toList()));
    long endNs = Math.min(plan.durationNs(), stopAtNs);
    boolean stopping = stopAtNs < plan.durationNs();
    for (int tick = 0; simulated.stream().anyMatch(w -> !w.over()); tick++) {
      long untilNs = Slots.beginsNs(tick + 1);
      if (stopping && untilNs > stopAtNs) {
        reader.accept(new RunEvent.StopRequested(stopAtNs));
        // Each worker hears of it a little later.
        for (int w = 0; w < workers; w++) {
          simulated.get(w).stopAt(stopAtNs + (w + 1) * 3_000_000L);
        }
        stopping = false;
      }
      for (SimulatedWorker worker : simulated) {
        worker.tick(untilNs, reader);
      }
    }
    reader.accept(
        new RunEvent.Closed(
            startedAt.plusNanos(endNs),
            stopAtNs < plan.durationNs() ? Ending.STOPPED : Ending.COMPLETED,
            ""));
  }

  private List<SimulatedWorker> simulated() {
    var parts = Assignment.deal(plan.lanes(), Collections.nCopies(workers, 1)).parts();
    List<SimulatedWorker> simulated = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      String id = "w" + (w + 1);
      var description =
          new WorkerDescription(
              id, 7, host + (w + 1), 4, 1, "0.1.0", "epoll", "Temurin 25", "Linux", "", "sleep");
      var share = new RunEvent.Share(description, parts.get(w), 100_000, uncertaintyNs);
      simulated.add(
          new SimulatedWorker(
              w, share, plan, target, health, lostAt.getOrDefault(w, Long.MAX_VALUE)));
    }
    return simulated;
  }

  /// What a fold of the events knows at their end.
  RunFold fold(SlotListener listener) {
    RunFold fold = new RunFold(listener);
    forEach(fold::accept);
    return fold;
  }

  Report report() {
    Report report = fold(_ -> {}).report();
    ReportSchema.check(report);
    return report;
  }

  /// An event that says that a worker ended.
  static RunEvent ended(String worker, WorkerEnd end, long atNs) {
    return new RunEvent.WorkerEnded(worker, end, atNs);
  }

  /// An event that brings a report.
  static RunEvent reported(Interval interval) {
    return new RunEvent.Reported(interval);
  }
}
