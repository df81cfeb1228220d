package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Workers;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run does next: (state, input, time) to (state, effects), and nothing else. It knows
/// workers by their id, reads no clock and sends nothing, so a test can put it through any order of
/// loss, delay, repetition and death in one thread.
///
///     waiting ──▶ preparing ──▶ running ──▶ draining ──▶ closed
///        │            │            ├── all workers lost ──▲
///        └────────────┴────────────┼── too few, refused ──┘
///                      resuming ───┘
///
/// Where a plan has something that happens once, it is done [Beforehand] in the midst of preparing,
/// and [Afterwards] when a run that began would be closed.
///
/// A coordinator that finds the journal of a run resumes it: its workers, which went on, come back
/// to running or draining. It may take others in as before; whoever performs Prepare gets the whole
/// plan from those that came back.
///
/// Every order to a worker can be lost on its way. Prepare and probes are repeated until answered,
/// Start until the worker reports, Deal until it is taken, Adopt until answered, Stop until the
/// worker has finished, Fence whenever one speaks that counts as lost; a worker takes a repeated
/// order as one. A report is recorded once and in its turn, then acknowledged; a worker repeats what
/// is not.
final class RunMachine {
  private final RunEvent.Opened opened;
  private final RunLimits limits;
  private final Preparation preparation;
  private final Beforehand beforehand;
  private final Execution execution;
  private final Afterwards afterwards;

  /// @param clock name of this node's monotonic clock; empty where it is unknown
  RunMachine(RunEvent.Opened opened, RunLimits limits, String clock) {
    this.opened = opened;
    this.limits = limits;
    Acquaintance acquaintance = new Acquaintance(limits, clock);
    this.preparation = new Preparation(opened.plan(), limits, acquaintance);
    this.beforehand = new Beforehand(limits, acquaintance, preparation);
    this.afterwards = new Afterwards(opened.plan(), limits);
    this.execution = new Execution(opened.plan(), limits, acquaintance, afterwards);
  }

  /// The first step of a run.
  ///
  /// @param present the workers that have nothing to do
  Step open(Collection<WorkerDescription> present, Moment now) {
    SortedMap<String, WorkerDescription> byId = new TreeMap<>();
    for (WorkerDescription worker : present) {
      byId.put(worker.id(), worker);
    }
    List<RunEffect> first = List.of(new RunEffect.Keep(opened));
    return muster(new RunState.Waiting(now.monotonicNs() + limits.waitNs(), byId), first, now);
  }

  /// The first step of a run that another coordinator began. Its workers have the orphan grace of
  /// the plan to come back.
  Step resume(Recovery recovered, Moment now) {
    return recovered.resume(execution, limits, opened.plan(), now);
  }

  Step on(RunState state, RunInput input, Moment now) {
    if (input instanceof RunInput.Heard(RunProtocol message)
        && !message.run().equals(opened.run())) {
      return ignored(state, message, "it is about another run");
    }
    return switch (state) {
      case RunState.Waiting waiting -> onWaiting(waiting, input, now);
      case RunState.Preparing preparing -> preparation.on(preparing, input, now);
      case RunState.Beforehand ahead -> beforehand.on(ahead, input, now);
      case RunState.Afterwards behind -> afterwards.on(behind, input, now);
      case RunState.Running running -> execution.onRunning(running, input, now);
      case RunState.Draining draining -> execution.onDraining(draining, input, now);
      case RunState.Resuming resuming -> execution.onResuming(resuming, input, now);
      case RunState.Closed closed -> onClosed(closed, input);
    };
  }

  private Step onWaiting(RunState.Waiting waiting, RunInput input, Moment now) {
    return switch (input) {
      case RunInput.Appeared(var worker) -> {
        SortedMap<String, WorkerDescription> present = new TreeMap<>(waiting.present());
        present.put(worker.id(), worker);
        yield muster(new RunState.Waiting(waiting.deadlineNs(), present), List.of(), now);
      }
      case RunInput.Departed(var worker, var incarnation) -> {
        SortedMap<String, WorkerDescription> present = new TreeMap<>(waiting.present());
        present.values().removeIf(w -> w.id().equals(worker) && w.incarnation() == incarnation);
        yield Step.to(new RunState.Waiting(waiting.deadlineNs(), present));
      }
      case RunInput.Returned _, RunInput.Crossed _ -> Step.to(waiting);
      case RunInput.Heard(var message) -> ignored(waiting, message, "nobody was asked yet");
      case RunInput.StopAsked() ->
          Step.close(List.of(), List.of(), Ending.STOPPED, "stopped before it started", now);
      case RunInput.Ticked() ->
          now.monotonicNs() < waiting.deadlineNs()
              ? Step.to(waiting)
              : Step.close(List.of(), List.of(), Ending.NOT_STARTED, shortage(waiting), now);
    };
  }

  /// Goes on with the first workers by id, where there are enough of them.
  private Step muster(RunState.Waiting waiting, List<RunEffect> before, Moment now) {
    int lanes = opened.plan().lanes();
    int expected = opened.plan().workers().expect();
    if (expected > lanes) {
      String detail = expected + " workers cannot share " + lanes + " lanes";
      return Step.close(before, List.of(), Ending.NOT_STARTED, detail, now);
    }
    if (waiting.present().size() < Math.max(1, expected)) {
      return new Step(waiting, before);
    }
    List<WorkerDescription> chosen =
        waiting.present().values().stream().limit(expected == 0 ? lanes : expected).toList();
    SortedMap<String, WorkerDescription> spare = new TreeMap<>(waiting.present());
    chosen.forEach(worker -> spare.remove(worker.id()));
    return preparation.begin(chosen, spare, before, now);
  }

  private String shortage(RunState.Waiting waiting) {
    Workers workers = opened.plan().workers();
    int there = waiting.present().size();
    return "%d %s expected, %d %s there after %d s"
        .formatted(
            Math.max(1, workers.expect()),
            workers.expect() > 1 ? "workers were" : "worker was",
            there,
            there == 1 ? "was" : "were",
            limits.waitNs() / 1_000_000_000L);
  }

  /// Who still speaks was not there when it was released.
  private static Step onClosed(RunState.Closed closed, RunInput input) {
    return switch (input) {
      case RunInput.Heard(var message) ->
          Step.to(
              closed,
              new RunEffect.Ignore(message, "the run is closed"),
              new RunEffect.Release(message.worker()));
      case RunInput.Returned(var worker) -> Step.to(closed, new RunEffect.Release(worker.id()));
      case RunInput.Appeared _,
          RunInput.Departed _,
          RunInput.StopAsked _,
          RunInput.Crossed _,
          RunInput.Ticked _ ->
          Step.to(closed);
    };
  }

  static Step ignored(RunState state, RunProtocol message, String reason) {
    return Step.to(state, new RunEffect.Ignore(message, reason));
  }
}
