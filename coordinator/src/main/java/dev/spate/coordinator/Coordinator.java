package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.plan.Plan;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/// The coordinator: takes plans, one run at a time, and knows the workers and what ran before.
public final class Coordinator extends AbstractMatchingBehavior<Coordinator.Command> {
  public sealed interface Command {}

  /// Run a plan.
  ///
  /// @param planText as it was sent, secrets out
  /// @param name of the run; empty for the plan's own
  public record Submit(
      Plan plan,
      String planText,
      String name,
      Map<String, String> tags,
      ActorRef<Submission> replyTo)
      implements Command {
    public Submit {
      tags = Map.copyOf(tags);
    }
  }

  /// What became of a plan that was submitted.
  public sealed interface Submission {
    record Accepted(String run) implements Submission {}

    /// Another run is under way.
    record Busy(String run) implements Submission {}

    /// There is no place for its files.
    record Failed(String reason) implements Submission {}
  }

  /// End a run early. Answered with its description.
  public record Stop(String run, ActorRef<Description> replyTo) implements Command {}

  /// Answered with the active run, then the finished ones, the last one first.
  public record ListRuns(ActorRef<Runs> replyTo) implements Command {}

  /// @param results directory of all runs' files
  public record Runs(List<RunSummary> runs, Path results) {
    public Runs {
      runs = List.copyOf(runs);
    }
  }

  public record Describe(String run, ActorRef<Description> replyTo) implements Command {}

  /// Know a finished run no more; its files are then somebody's to delete. Answered with its
  /// description as it was: where that says that it has not finished, nothing was done.
  public record Forget(String run, ActorRef<Description> replyTo) implements Command {}

  public sealed interface Description {
    /// @param progress the last snapshot of the active run as JSON, else empty
    /// @param directory of the run's files
    record Known(RunSummary summary, String progress, Path directory) implements Description {}

    record Unknown() implements Description {}
  }

  /// Follow a run from the row after this one on. The listener hears [RunFeed.Gone] where the run
  /// is not there to be followed.
  public record Follow(String run, long afterSlot, ActorRef<RunFeed> listener) implements Command {}

  /// The current run's figures, or the last one's, for monitoring; none where there was no run.
  public record Measure(ActorRef<MetricSnapshots> replyTo) implements Command {}

  public record ListWorkers(ActorRef<Workers> replyTo) implements Command {}

  public record Workers(List<Worker> workers) {
    public Workers {
      workers = List.copyOf(workers);
    }
  }

  /// @param run that it is busy with, or empty
  public record Worker(WorkerDescription description, String run) {}

  /// End at once, and command nothing more. What runs goes on without a coordinator.
  public record End() implements Command {}

  private record FleetChanged(Fleet.Change change) implements Command {}

  private record Advanced(Run.Advanced run) implements Command {}

  private record Died(String run) implements Command {}

  private record Recalled(CharterRecall.Result result) implements Command {}

  private record Unfollowed(ActorRef<RunFeed> listener) implements Command {}

  private final CoordinatorSettings settings;
  private final RunRecorder.Factory recorders;
  private final SortedMap<String, Fleet.Worker> fleet = new TreeMap<>();
  private final FinishedRuns history;
  private final ActorRef<Run.Advanced> runs;
  private final Recalls recalls;

  /// Those who were sent on to the current run. It may have failed before they got there.
  private final Audience followers = new Audience();

  /// Of the last run. Above what any coordinator before this one had, and above what the workers
  /// say that they obeyed: its wall clock may have been ahead.
  private long epoch = System.currentTimeMillis();

  private @Nullable CurrentRun current;

  /// A coordinator that journals its runs in the results directory and writes their reports there.
  public static Behavior<Command> create(CoordinatorSettings settings) {
    return create(settings, JournalRecorder.FACTORY);
  }

  static Behavior<Command> create(CoordinatorSettings settings, RunRecorder.Factory recorders) {
    return Behaviors.setup(context -> new Coordinator(context, settings, recorders));
  }

  private Coordinator(
      ActorContext<Command> context, CoordinatorSettings settings, RunRecorder.Factory recorders) {
    super(context);
    this.settings = settings;
    this.recorders = recorders;
    int listed = listed(settings.keepRuns());
    this.history = new FinishedRuns(RunHistory.read(settings.results(), listed), listed);
    deleteSuperfluous();
    this.recalls = new Recalls(settings, this::recall);
    this.runs = context.messageAdapter(Run.Advanced.class, Advanced::new);
    context.spawn(
        Fleet.create(context.messageAdapter(Fleet.Change.class, FleetChanged::new)), "fleet");
    UnfinishedRun.find(settings.results(), Instant.now()).ifPresent(this::resume);
  }

  private static int listed(@Nullable Integer keepRuns) {
    return keepRuns == null ? FinishedRuns.MOST : Math.min(keepRuns, FinishedRuns.MOST);
  }

  private void deleteSuperfluous() {
    Integer keep = settings.keepRuns();
    if (keep != null) {
      Superfluous.delete(settings.results(), keep);
    }
  }

  /// The run that was under way when the last coordinator on this directory died.
  private void resume(UnfinishedRun run) {
    getContext().getLog().warn("run {} was left unfinished: it goes on", run.opened().run());
    begin(RunOrder.resume(settings, run, ++epoch));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Submit submit -> submit.replyTo().tell(onSubmit(submit));
      case Stop(var run, var replyTo) -> {
        if (current != null && current.active() && current.is(run)) {
          current.ref().tell(new Run.Stop());
        }
        replyTo.tell(overview().describe(run));
      }
      case Forget(var run, var replyTo) -> replyTo.tell(onForget(run));
      case ListRuns(var replyTo) -> replyTo.tell(overview().runs());
      case Describe(var run, var replyTo) -> replyTo.tell(overview().describe(run));
      case Follow(var run, var afterSlot, var listener) -> onFollow(run, afterSlot, listener);
      case Measure(var replyTo) -> onMeasure(replyTo);
      case ListWorkers(var replyTo) -> replyTo.tell(overview().workers(fleet.values()));
      case FleetChanged(var change) -> onFleetChanged(change);
      case Advanced(var run) -> onAdvanced(run);
      case Died(var run) -> onDied(run);
      case Recalled(var result) -> onRecalled(result);
      case Unfollowed(var listener) -> followers.remove(listener);
      case End() -> {
        return Behaviors.stopped();
      }
    }
    return this;
  }

  private Submission onSubmit(Submit submit) {
    if (current != null && current.active()) {
      return new Submission.Busy(current.summary().id());
    }
    if (recalls.run() != null) {
      return new Submission.Busy(recalls.run());
    }
    try {
      RunOrder order = RunOrder.begin(settings, submit, ++epoch);
      retireLast();
      begin(order);
      return new Submission.Accepted(order.run());
    } catch (IOException e) {
      getContext().getLog().error("cannot make the run's directory: {}", RootCause.of(e), e);
      return new Submission.Failed("cannot make the directory of the run: " + e.getMessage());
    }
  }

  private Description onForget(String run) {
    Description before = overview().describe(run);
    history.remove(run);
    return before;
  }

  private void retireLast() {
    if (current != null) {
      current.ref().tell(new Run.Retire());
      followers.dismiss(new RunFeed.Gone());
    }
  }

  private void begin(RunOrder order) {
    ActorRef<Run.Command> ref =
        getContext()
            .spawn(
                Run.create(order, List.copyOf(fleet.values()), recorders, runs),
                "run-" + order.run(),
                DispatcherSelector.blocking());
    getContext().watchWith(ref, new Died(order.run()));
    RunSummary summary = order.summary(order.resumed() ? RunPhase.RUNNING : RunPhase.WAITING);
    current = new CurrentRun(summary, Set.of(), "", ref);
    getContext().getLog().info("run {} of plan '{}'", order.run(), summary.name());
  }

  private void onAdvanced(Run.Advanced run) {
    if (current == null || !current.active() || !current.is(run.summary().id())) {
      return;
    }
    current = current.advanced(run);
    if (current.active()) {
      return;
    }
    if (JournalRecorder.isSetAside(settings.results().resolve(run.summary().id()))) {
      onSetAside();
    } else {
      remember(run.summary());
    }
  }

  /// A run whose journal is damaged is one that only its workers know.
  private void onSetAside() {
    followers.dismiss(new RunFeed.Gone());
    current = null;
    List.copyOf(fleet.values()).forEach(this::recallWhereUnknown);
  }

  private void remember(RunSummary summary) {
    getContext().getLog().info("run {}: {}", summary.id(), summary.result());
    history.add(summary);
    deleteSuperfluous();
    if (summary.result() != null && !summary.result().problem().isEmpty()) {
      fleet.values().forEach(this::releaseFromFinished);
    }
  }

  /// A run that was not told to retire has failed; why is in the log already.
  private void onDied(String run) {
    if (current == null || !current.is(run)) {
      return;
    }
    followers.dismiss(new RunFeed.Gone());
    if (current.active()) {
      remember(current.failed());
    }
    current = null;
  }

  private void onFleetChanged(Fleet.Change change) {
    switch (change) {
      case Fleet.Change.Came(var worker) -> {
        fleet.put(worker.description().id(), worker);
        epoch = Math.max(epoch, worker.epoch() + 1);
        releaseFromFinished(worker);
        recallWhereUnknown(worker);
      }
      case Fleet.Change.Went(var worker) -> fleet.remove(worker.description().id(), worker);
    }
    if (current != null && current.active()) {
      current.ref().tell(new Run.FleetChanged(change));
    }
  }

  /// A worker that was not there when its run was closed, or whose run cannot be gone on with.
  private void releaseFromFinished(Fleet.Worker worker) {
    if (history.has(worker.run())) {
      worker.ref().tell(new WorkerProtocol.Release(worker.run(), ++epoch));
    }
  }

  /// The run of a coordinator whose directory is not this one's. One is under way at a time: where
  /// another is, this one is left to its orphan grace.
  private void recallWhereUnknown(Fleet.Worker worker) {
    String run = worker.run();
    boolean known = (current != null && current.is(run)) || history.has(run);
    boolean busy = current != null && current.active();
    if (RunId.isOne(run) && !known && !busy) {
      recalls.ask(worker);
    }
  }

  private ActorRef<CharterRecall.Command> recall(String run) {
    var results = getContext().messageAdapter(CharterRecall.Result.class, Recalled::new);
    return getContext().spawn(CharterRecall.create(run, results), "recall-" + run);
  }

  private void onRecalled(CharterRecall.Result result) {
    recalls.onResult();
    if (current == null || !current.active()) {
      recalls.write(result, fleet.values()).ifPresent(this::resume);
    }
  }

  private void onFollow(String run, long afterSlot, ActorRef<RunFeed> listener) {
    if (current != null && current.is(run)) {
      current.ref().tell(new Run.Follow(afterSlot, listener));
      if (followers.add(listener)) {
        getContext().watchWith(listener, new Unfollowed(listener));
      }
    } else {
      listener.tell(new RunFeed.Gone());
    }
  }

  private void onMeasure(ActorRef<MetricSnapshots> replyTo) {
    if (current != null) {
      current.ref().tell(new Run.Measure(replyTo));
    } else {
      replyTo.tell(new MetricSnapshots());
    }
  }

  private Overview overview() {
    return new Overview(current, history, settings.results());
  }
}
