package dev.spate.coordinator;

import dev.spate.control.MonotonicClock;
import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
/// When it cannot keep what happens it fails, and takes its workers with it: load that nobody
/// measures is not sent. Where only its coordinator ends they go on, for the next one. After its
/// end it answers those who come late, until it is told to retire.
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

  /// What a run is to be.
  ///
  /// @param epoch of its commands, above that of every earlier run
  /// @param directory of its files
  record Order(RunEvent.Opened opened, long epoch, RunLimits limits, Path directory) {}

  private final Order order;
  private final RunMachine machine;
  private final RunRecorder recorder;
  private final ActorRef<Advanced> coordinator;
  private final ActorRef<RunProtocol> ear;
  private final Map<String, ActorRef<WorkerProtocol>> workers = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final SlotLog slots = new SlotLog(SlotLog.CAPACITY);
  private final Set<ActorRef<RunFeed>> listeners = new HashSet<>();
  private RunState state;
  private Instant startedAt;
  private String progress = "";
  private long progressNs;
  private boolean writing;
  private @Nullable RunResult result;

  static Behavior<Command> create(
      Order order,
      Collection<Fleet.Worker> present,
      RunRecorder.Factory recorders,
      ActorRef<Advanced> coordinator) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Ticked(), TICK);
          return new Run(context, order, present, recorders, coordinator);
        }));
  }

  private Run(
      ActorContext<Command> context,
      Order order,
      Collection<Fleet.Worker> present,
      RunRecorder.Factory recorders,
      ActorRef<Advanced> coordinator)
      throws IOException {
    super(context);
    this.order = order;
    this.machine = new RunMachine(order.opened(), order.limits(), MonotonicClock.name());
    this.recorder = recorders.open(order.directory(), this::onSlotClosed);
    this.coordinator = coordinator;
    this.ear = context.messageAdapter(RunProtocol.class, Heard::new);
    this.startedAt = order.opened().at();
    present.forEach(worker -> workers.put(worker.description().id(), worker.ref()));
    Step first =
        machine.open(present.stream().map(Fleet.Worker::description).toList(), Moment.now());
    this.state = first.state();
    first.effects().forEach(this::perform);
    advance();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case FleetChanged(var change) -> onFleetChanged(change);
      case Heard(var message) -> take(new RunInput.Heard(message));
      case Stop() -> take(new RunInput.StopAsked());
      case Ticked() -> onTick();
      case Follow(var afterSlot, var listener) -> onFollow(afterSlot, listener);
      case Unfollowed(var listener) -> listeners.remove(listener);
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
    if (!writing) {
      abandon();
    }
    dismiss(result == null ? new RunFeed.Gone() : new RunFeed.Finished(result));
  }

  private void abandon() {
    if (result != null) {
      busy.forEach(this::release);
      tellCoordinator(RunPhase.FINISHED);
    }
    try {
      recorder.close();
    } catch (IOException | RuntimeException e) {
      getContext().getLog().warn("cannot close the record of {}: {}", run(), RootCause.of(e), e);
    }
  }

  private void onFleetChanged(Fleet.Change change) {
    switch (change) {
      case Fleet.Change.Came(var worker) -> {
        WorkerDescription description = worker.description();
        if (state instanceof RunState.Waiting) {
          workers.put(description.id(), worker.ref());
          take(new RunInput.Appeared(description));
        }
      }
      case Fleet.Change.Went(var worker) ->
          take(
              new RunInput.Departed(worker.description().id(), worker.description().incarnation()));
    }
  }

  private void onTick() {
    take(new RunInput.Ticked());
    if (System.nanoTime() - progressNs >= PROGRESS_NS) {
      advance();
    }
  }

  private void take(RunInput input) {
    RunPhase before = phase();
    Step step = machine.on(state, input, Moment.now());
    state = step.state();
    step.effects().forEach(this::perform);
    if (phase() != before) {
      advance();
    }
  }

  private void perform(RunEffect effect) {
    switch (effect) {
      case RunEffect.Keep(var event) -> keep(event);
      case RunEffect.Prepare(var worker, var lanes) -> {
        busy.add(worker);
        RunEvent.Opened opened = order.opened();
        tell(
            worker,
            new WorkerProtocol.Prepare(opened.run(), order.epoch(), opened.plan(), lanes, ear));
      }
      case RunEffect.Probe(var worker, var number) ->
          tell(worker, new WorkerProtocol.Probe(run(), number, ear));
      case RunEffect.Start(var worker, var atNanos) ->
          tell(worker, new WorkerProtocol.Start(run(), order.epoch(), atNanos));
      case RunEffect.Stop(var worker) ->
          tell(worker, new WorkerProtocol.Stop(run(), order.epoch()));
      case RunEffect.Acknowledge(var worker, var upTo) ->
          tell(worker, new WorkerProtocol.Acknowledge(run(), upTo));
      case RunEffect.Release(var worker) -> release(worker);
      case RunEffect.Ignore(var message, var reason) ->
          getContext().getLog().debug("{}: ignored {}: {}", run(), message, reason);
      case RunEffect.Warn(var text) -> getContext().getLog().warn("{}: {}", run(), text);
      case RunEffect.Close() -> write();
    }
  }

  private String run() {
    return order.opened().run();
  }

  private void release(String worker) {
    tell(worker, new WorkerProtocol.Release(run(), order.epoch()));
  }

  private void tell(String worker, WorkerProtocol message) {
    Objects.requireNonNull(workers.get(worker), worker).tell(message);
  }

  private void keep(RunEvent event) {
    if (event instanceof RunEvent.Started(var at, _)) {
      startedAt = at;
    }
    try {
      recorder.keep(event);
    } catch (IOException | RuntimeException e) {
      String problem = "cannot keep what happens in " + run() + ": " + RootCause.of(e);
      result = RunResult.unrecorded(problem);
      throw new IllegalStateException(problem, e);
    }
  }

  private void write() {
    busy.clear();
    writing = true;
    progress = recorder.progress(RunPhase.RUNNING, "writing the report");
    getContext()
        .pipeToSelf(
            CompletableFuture.supplyAsync(this::finish, Thread::startVirtualThread), Written::new);
  }

  private RunResult finish() {
    try {
      return recorder.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void onWritten(Written written) {
    result = Objects.requireNonNullElseGet(written.result(), () -> unwritten(written.failure()));
    advance();
    dismiss(new RunFeed.Finished(result));
  }

  private RunResult unwritten(@Nullable Throwable failure) {
    String cause = failure == null ? "" : ": " + RootCause.of(failure);
    String problem = "cannot write the report of " + run() + cause;
    getContext().getLog().error("{}", problem, failure);
    return RunResult.unrecorded(problem);
  }

  /// The last that the listeners hear.
  private void dismiss(RunFeed last) {
    listeners.forEach(listener -> listener.tell(last));
    listeners.clear();
  }

  private void onSlotClosed(String row) {
    RunFeed.Slots closed = new RunFeed.Slots(slots.add(row), List.of(row));
    listeners.forEach(listener -> listener.tell(closed));
  }

  private void onFollow(long afterSlot, ActorRef<RunFeed> listener) {
    slots.after(afterSlot).forEach(listener::tell);
    listener.tell(new RunFeed.Progress(progress));
    if (result != null) {
      listener.tell(new RunFeed.Finished(result));
    } else if (listeners.add(listener)) {
      getContext().watchWith(listener, new Unfollowed(listener));
    }
  }

  /// Tells everyone where the run is.
  private void advance() {
    progressNs = System.nanoTime();
    if (!(state instanceof RunState.Closed)) {
      progress = recorder.progress(phase(), message());
    }
    listeners.forEach(listener -> listener.tell(new RunFeed.Progress(progress)));
    tellCoordinator(phase());
  }

  private void tellCoordinator(RunPhase phase) {
    RunSummary summary =
        new RunSummary(run(), order.opened().plan().name(), phase, startedAt, result);
    coordinator.tell(new Advanced(summary, busy, progress));
  }

  private RunPhase phase() {
    return switch (state) {
      case RunState.Waiting _ -> RunPhase.WAITING;
      case RunState.Preparing _ -> RunPhase.PREPARING;
      case RunState.Running _, RunState.Draining _ -> RunPhase.RUNNING;
      case RunState.Closed _ -> result == null ? RunPhase.RUNNING : RunPhase.FINISHED;
    };
  }

  private String message() {
    return switch (state) {
      case RunState.Waiting(_, var present) ->
          "waiting for workers: %d of %d"
              .formatted(present.size(), Math.max(1, order.opened().plan().workers().expect()));
      case RunState.Preparing preparing ->
          "preparing %d workers".formatted(preparing.recruits().size());
      case RunState.Running _ -> "";
      case RunState.Draining(_, _, var stopped) ->
          stopped ? "stopping" : "waiting for what is in flight";
      case RunState.Closed _ -> "writing the report";
    };
  }
}
