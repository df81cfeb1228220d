package dev.spate.coordinator;

import dev.spate.control.MonotonicClock;
import dev.spate.control.RunProtocol;
import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.RunEvent;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/// One run: does what [RunMachine] decides. Keeps what happens, talks to the workers, and lets
/// others follow. Writes to files, so it lives on a dispatcher for blocking work.
///
/// A run that another process began goes on from its record: its workers are adopted as they come.
///
/// When it cannot keep what happens it fails, and takes its workers with it: load that nobody
/// measures is not sent. When it is stopped with its coordinator, they go on: the next coordinator
/// adopts them. After its end it answers those who come late, until it is told to retire.
final class Run extends AbstractMatchingBehavior<Run.Command> {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final long PROGRESS_NS = 1_000_000_000L;

  sealed interface Command {}

  /// A worker came or went.
  record FleetChanged(Fleet.Change change) implements Command {}

  /// End the run early.
  record Stop() implements Command {}

  /// Tell the listener what it missed after the row with this number, and what follows.
  record Follow(long afterSlot, ActorRef<RunFeed> listener) implements Command {}

  /// Tell the figures for monitoring.
  record Measure(ActorRef<MetricSnapshots> replyTo) implements Command {}

  /// Nobody needs the run any more.
  record Retire() implements Command {}

  private record Heard(RunProtocol message) implements Command {}

  private record Ticked() implements Command {}

  private record Unfollowed(ActorRef<RunFeed> listener) implements Command {}

  private record Written(@Nullable RunResult result, @Nullable Throwable failure)
      implements Command {}

  /// What the coordinator hears, each second and when something changes.
  ///
  /// @param workers those that are busy with the run
  record Advanced(RunSummary summary, Set<String> workers, String progress) {
    Advanced {
      workers = Set.copyOf(workers);
    }
  }

  private final RunOrder order;
  private final RunMachine machine;
  private final RunRecord record;
  private final ActorRef<Advanced> coordinator;
  private final Commander commander;
  private final Audience audience = new Audience();
  private RunState state;
  private long progressNs;
  private boolean failed;

  /// Whether a threshold that ends the run was crossed, and the machine knows.
  private boolean crossed;

  static Behavior<Command> create(
      RunOrder order,
      Collection<Fleet.Worker> present,
      RunRecorder.Factory recorders,
      ActorRef<Advanced> coordinator) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Ticked(), TICK);
          try {
            return new Run(context, order, present, recorders, coordinator);
          } catch (IOException | RuntimeException e) {
            return unbegun(order, coordinator, e);
          }
        }));
  }

  /// Its record cannot be begun, or not be gone on with.
  private static Behavior<Command> unbegun(
      RunOrder order, ActorRef<Advanced> coordinator, Exception failure) {
    RunSummary summary = RunRecord.unbegun(order, failure);
    coordinator.tell(new Advanced(summary, Set.of(), ""));
    return Behaviors.stopped();
  }

  private Run(
      ActorContext<Command> context,
      RunOrder order,
      Collection<Fleet.Worker> present,
      RunRecorder.Factory recorders,
      ActorRef<Advanced> coordinator)
      throws IOException {
    super(context);
    context.setLoggerName(Run.class);
    this.order = order;
    this.machine = new RunMachine(order.opened(), order.limits(), MonotonicClock.name());
    this.coordinator = coordinator;
    this.commander = new Commander(order, context.messageAdapter(RunProtocol.class, Heard::new));
    Recovery recovered = new Recovery();
    this.record =
        new RunRecord(
            order,
            recorders,
            audience::onSlotClosed,
            event -> {
              recovered.accept(event);
              commander.onKept(event);
            });
    Step first;
    if (order.resumed()) {
      first = machine.resume(recovered, Moment.now());
    } else {
      present.forEach(commander::onCame);
      first = machine.open(present.stream().map(Fleet.Worker::description).toList(), Moment.now());
    }
    this.state = first.state();
    first.effects().forEach(this::perform);
    advance();
    if (order.resumed()) {
      present.forEach(worker -> onFleetChanged(new Fleet.Change.Came(worker)));
    }
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    try {
      return handle(command);
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }

  private Behavior<Command> handle(Command command) {
    switch (command) {
      case FleetChanged(var change) -> onFleetChanged(change);
      case Heard(RunProtocol.Kept kept) -> commander.onCharterKept(kept);
      case Heard(RunProtocol.PlanTold told) -> onPlanTold(told);
      case Heard(RunProtocol.WentThrough went) -> {
        commander.onWentThrough(went);
        take(new RunInput.Heard(went));
      }
      case Heard(var message) -> take(new RunInput.Heard(message));
      case Stop() -> take(new RunInput.StopAsked());
      case Ticked() -> onTick();
      case Follow(var afterSlot, var listener) -> onFollow(afterSlot, listener);
      case Unfollowed(var listener) -> audience.remove(listener);
      case Measure(var replyTo) -> replyTo.tell(record.metrics());
      case Written written -> onWritten(written);
      case Retire() -> {
        return Behaviors.stopped();
      }
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      onStopped();
    }
    return this;
  }

  private void onStopped() {
    if (!record.isClosed()) {
      abandon();
    }
    RunResult result = record.result();
    audience.dismiss(result == null ? new RunFeed.Gone() : new RunFeed.Finished(result));
  }

  private void abandon() {
    if (failed) {
      commander.releaseAll();
    }
    if (record.result() != null) {
      tellCoordinator(RunPhase.FINISHED);
    }
    record.close();
  }

  private void onFleetChanged(Fleet.Change change) {
    switch (change) {
      case Fleet.Change.Came(var worker) -> onCame(worker);
      case Fleet.Change.Went(var worker) ->
          take(
              new RunInput.Departed(worker.description().id(), worker.description().incarnation()));
    }
  }

  private void onCame(Fleet.Worker worker) {
    commander.onCame(worker);
    take(
        worker.run().equals(run())
            ? new RunInput.Returned(worker.description())
            : new RunInput.Appeared(worker.description()));
  }

  private void onTick() {
    take(new RunInput.Ticked());
    if (System.nanoTime() - progressNs >= PROGRESS_NS) {
      advance();
      commander.repeatCharter();
    }
  }

  private void take(RunInput input) {
    RunPhase before = stage().phase();
    Step step = machine.on(state, input, Moment.now());
    state = step.state();
    step.effects().forEach(this::perform);
    if (step.effects().stream().anyMatch(Run::isOfTheCharter)) {
      commander.postCharter();
    }
    if (stage().phase() != before) {
      advance();
    }
    RunEvent.Crossing crossing = record.crossing();
    if (crossing != null && !crossed) {
      crossed = true;
      take(new RunInput.Crossed(crossing));
    }
  }

  private static boolean isOfTheCharter(RunEffect effect) {
    return effect instanceof RunEffect.Keep(var event) && CharterRecords.takes(event);
  }

  private void perform(RunEffect effect) {
    switch (effect) {
      case RunEffect.Keep(var event) -> keep(event);
      case RunEffect.Order order -> commander.give(order);
      case RunEffect.Ignore(var message, var reason) ->
          getContext().getLog().debug("{}: ignored {}: {}", run(), message, reason);
      case RunEffect.Warn(var text) -> getContext().getLog().warn("{}: {}", run(), text);
      case RunEffect.Close() -> write();
    }
  }

  private void onPlanTold(RunProtocol.PlanTold told) {
    if (!commander.onPlanTold(told)) {
      getContext().getLog().warn("{}: {} told another plan", run(), told.worker());
    }
  }

  private String run() {
    return order.run();
  }

  private void keep(RunEvent event) {
    record.keep(event);
    commander.onKept(JournalRecorder.withoutSecrets(event));
  }

  private void write() {
    commander.onClosed();
    getContext().pipeToSelf(record.write(), Written::new);
  }

  private void onWritten(Written written) {
    RunResult result = record.onWritten(written.result(), written.failure());
    advance();
    audience.dismiss(new RunFeed.Finished(result));
  }

  private void onFollow(long afterSlot, ActorRef<RunFeed> listener) {
    audience.catchUp(listener, afterSlot);
    listener.tell(new RunFeed.Progress(record.live()));
    RunResult result = record.result();
    if (result != null) {
      listener.tell(new RunFeed.Finished(result));
    } else if (audience.add(listener)) {
      getContext().watchWith(listener, new Unfollowed(listener));
    }
  }

  /// Tells everyone where the run is.
  private void advance() {
    progressNs = System.nanoTime();
    RunStage stage = stage();
    if (!(state instanceof RunState.Closed)) {
      record.update(stage);
    }
    if (audience.isThere()) {
      audience.onProgress(record.live());
    }
    tellCoordinator(stage.phase());
  }

  private void tellCoordinator(RunPhase phase) {
    RunSummary summary =
        new RunSummary(
            run(), order.opened().plan().name(), phase, record.startedAt(), record.result());
    coordinator.tell(new Advanced(summary, commander.busy(), record.progress()));
  }

  private RunStage stage() {
    return RunStage.of(state, order.opened().plan().workers().expect(), record.result() != null);
  }
}
