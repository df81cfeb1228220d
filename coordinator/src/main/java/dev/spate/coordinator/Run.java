package dev.spate.coordinator;

import dev.spate.control.MonotonicClock;
import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
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
  /// @param epoch of its commands, above that of every earlier run as far as it is known
  /// @param directory of its files
  /// @param resumed whether another process began it
  record Order(
      RunEvent.Opened opened, long epoch, RunLimits limits, Path directory, boolean resumed) {}

  private final Order order;
  private final RunMachine machine;
  private final RunRecorder recorder;
  private final ActorRef<Advanced> coordinator;
  private final ActorRef<RunProtocol> ear;
  private final Map<String, Fleet.Worker> workers = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final SlotLog slots = new SlotLog(SlotLog.CAPACITY);
  private final Set<ActorRef<RunFeed>> listeners = new HashSet<>();
  private final CharterPost charter = new CharterPost();
  private final WholePlan plan;
  private RunState state;
  private long epoch;
  private Instant startedAt;
  private String progress = "";
  private long progressNs;
  private boolean writing;

  /// Whether a threshold that ends the run was crossed, and the machine knows.
  private boolean aborted;

  private boolean failed;
  private @Nullable RunResult result;

  static Behavior<Command> create(
      Order order,
      Collection<Fleet.Worker> present,
      RunRecorder.Factory recorders,
      ActorRef<Advanced> coordinator) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Ticked(), TICK);
          try {
            return new Run(context, order, present, recorders, coordinator);
          } catch (IOException | RuntimeException e) {
            return unbegun(context, order, coordinator, e);
          }
        }));
  }

  /// Its record cannot be begun, or not be gone on with.
  private static Behavior<Command> unbegun(
      ActorContext<Command> context,
      Order order,
      ActorRef<Advanced> coordinator,
      Exception failure) {
    RunEvent.Opened opened = order.opened();
    String problem =
        "run %s cannot %s: %s"
            .formatted(opened.run(), order.resumed() ? "go on" : "begin", RootCause.of(failure));
    context.getLog().error("{}", problem);
    context.getLog().debug("{}", opened.run(), failure);
    RunResult result = RunResult.unrecorded(problem);
    RunSummary summary =
        new RunSummary(opened.run(), opened.plan().name(), RunPhase.FINISHED, opened.at(), result);
    coordinator.tell(new Advanced(summary, Set.of(), ""));
    return Behaviors.stopped();
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
    this.epoch = order.epoch();
    this.plan =
        order.resumed()
            ? WholePlan.recorded(order.opened().plan())
            : WholePlan.known(order.opened().plan());
    this.machine = new RunMachine(order.opened(), order.limits(), MonotonicClock.name());
    this.coordinator = coordinator;
    this.ear = context.messageAdapter(RunProtocol.class, Heard::new);
    this.startedAt = order.opened().at();
    Recovery recovered = new Recovery();
    this.recorder =
        order.resumed()
            ? recorders.reopen(
                order.directory(), this::onSlotClosed, event -> onPast(recovered, event))
            : recorders.open(order.directory(), this::onSlotClosed);
    Step first;
    if (order.resumed()) {
      first = machine.resume(recovered, Moment.now());
    } else {
      present.forEach(worker -> workers.put(worker.description().id(), worker));
      first = machine.open(present.stream().map(Fleet.Worker::description).toList(), Moment.now());
    }
    this.state = first.state();
    first.effects().forEach(this::perform);
    advance();
    if (order.resumed()) {
      present.forEach(worker -> onFleetChanged(new Fleet.Change.Came(worker)));
    }
  }

  private void onPast(Recovery recovered, RunEvent event) {
    recovered.accept(event);
    charter.add(event);
    if (event instanceof RunEvent.Started(var at, _)) {
      startedAt = at;
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
      case Heard(RunProtocol.Kept(_, var worker, var records)) -> {
        if (charter.onKept(worker, records)) {
          post(worker);
        }
      }
      case Heard(RunProtocol.PlanTold told) -> onPlanTold(told);
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
    if (failed) {
      List.copyOf(busy).forEach(this::release);
    }
    if (result != null) {
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
      case Fleet.Change.Came(var worker) -> onCame(worker);
      case Fleet.Change.Went(var worker) ->
          take(
              new RunInput.Departed(worker.description().id(), worker.description().incarnation()));
    }
  }

  /// Orders for one that has a part go to that one, and not to a namesake.
  private void onCame(Fleet.Worker worker) {
    WorkerDescription description = worker.description();
    Fleet.Worker namesake = workers.get(description.id());
    if (namesake == null || namesake.is(worker) || !busy.contains(description.id())) {
      workers.put(description.id(), worker);
    }
    riseAbove(worker);
    take(
        worker.run().equals(run())
            ? new RunInput.Returned(description)
            : new RunInput.Appeared(description));
  }

  /// Commands are above those of any coordinator before this one, whose wall clock may have been
  /// ahead. A worker that obeyed this one already, and now obeys more, has found a successor, and
  /// so has one that works for another.
  private void riseAbove(Fleet.Worker worker) {
    boolean idle = worker.run().isEmpty();
    boolean inherited = order.resumed() && worker.run().equals(run());
    if ((idle || inherited) && !busy.contains(worker.description().id())) {
      epoch = Math.max(epoch, worker.epoch() + 1);
    }
  }

  private void onTick() {
    take(new RunInput.Ticked());
    if (System.nanoTime() - progressNs >= PROGRESS_NS) {
      advance();
      charter.lacking(busy).forEach(this::post);
    }
  }

  private void take(RunInput input) {
    RunPhase before = phase();
    Step step = machine.on(state, input, Moment.now());
    state = step.state();
    step.effects().forEach(this::perform);
    if (step.effects().stream().anyMatch(Run::isOfTheCharter)) {
      charter.lacking(busy).forEach(this::post);
    }
    if (phase() != before) {
      advance();
    }
    RunEvent.Crossing crossing = recorder.crossing();
    if (crossing != null && !aborted && !(state instanceof RunState.Closed)) {
      aborted = true;
      take(new RunInput.Crossed(crossing));
    }
  }

  private static boolean isOfTheCharter(RunEffect effect) {
    return effect instanceof RunEffect.Keep(var event) && CharterRecords.takes(event);
  }

  private void post(String worker) {
    CharterPost.Page page = charter.next(worker);
    tell(worker, new WorkerProtocol.Keep(run(), epoch, page.first(), page.records(), ear));
  }

  private void perform(RunEffect effect) {
    switch (effect) {
      case RunEffect.Keep(var event) -> keep(event);
      case RunEffect.Prepare(var worker, var lanes) -> {
        busy.add(worker);
        prepare(worker, lanes);
      }
      case RunEffect.Probe(var worker, var number) ->
          tell(worker, new WorkerProtocol.Probe(run(), number, ear));
      case RunEffect.Start(var worker, var atNanos) ->
          tell(worker, new WorkerProtocol.Start(run(), epoch, atNanos));
      case RunEffect.Stop(var worker) -> tell(worker, new WorkerProtocol.Stop(run(), epoch));
      case RunEffect.Deal(var worker, var deal, var lanes, var fromNs) ->
          tell(worker, new WorkerProtocol.Deal(run(), epoch, deal, lanes, fromNs));
      case RunEffect.Fence(var worker) -> tell(worker, new WorkerProtocol.Fence(run(), epoch));
      case RunEffect.GoOn(var worker, var askedNanos) ->
          tell(worker, new WorkerProtocol.GoOn(run(), epoch, askedNanos));
      case RunEffect.Adopt(var worker, var haveUpTo) -> {
        busy.add(worker);
        tell(worker, new WorkerProtocol.Adopt(run(), epoch, haveUpTo, ear));
      }
      case RunEffect.Acknowledge(var worker, var upTo) ->
          tell(worker, new WorkerProtocol.Acknowledge(run(), upTo));
      case RunEffect.Release(var worker) -> release(worker);
      case RunEffect.Ignore(var message, var reason) ->
          getContext().getLog().debug("{}: ignored {}: {}", run(), message, reason);
      case RunEffect.Warn(var text) -> getContext().getLog().warn("{}: {}", run(), text);
      case RunEffect.Close() -> write();
    }
  }

  /// Where the plan is still to be asked for, the order is repeated until it is there.
  private void prepare(String worker, Lanes lanes) {
    Plan whole = plan.value();
    if (whole != null) {
      tell(worker, new WorkerProtocol.Prepare(run(), epoch, whole, lanes, ear));
    } else {
      plan.nextToAsk(heirs())
          .ifPresent(heir -> tell(heir, new WorkerProtocol.TellPlan(run(), ear)));
    }
  }

  /// Those that had a part in the run when this coordinator took it over, by id.
  private List<String> heirs() {
    return busy.stream()
        .filter(id -> workers.containsKey(id) && workers.get(id).run().equals(run()))
        .sorted()
        .toList();
  }

  private void onPlanTold(RunProtocol.PlanTold told) {
    if (!told.run().equals(run()) || !plan.onTold(told.plan())) {
      getContext().getLog().warn("{}: {} told another plan", run(), told.worker());
    }
  }

  private String run() {
    return order.opened().run();
  }

  private void release(String worker) {
    busy.remove(worker);
    tell(worker, new WorkerProtocol.Release(run(), epoch));
  }

  /// A worker of an earlier coordinator that did not come back cannot be told anything.
  private void tell(String worker, WorkerProtocol message) {
    Fleet.Worker known = workers.get(worker);
    if (known != null) {
      known.ref().tell(message);
    }
  }

  private void keep(RunEvent event) {
    if (event instanceof RunEvent.Started(var at, _)) {
      startedAt = at;
    }
    try {
      recorder.keep(event);
      charter.add(JournalRecorder.withoutSecrets(event));
    } catch (IOException | RuntimeException e) {
      String problem =
          "run %s was ended, for what happens in it cannot be kept in %s: %s"
              .formatted(run(), order.directory(), RootCause.of(e));
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
    String problem = "cannot write the report into " + order.directory() + cause;
    getContext().getLog().error("{}: {}", run(), problem);
    getContext().getLog().debug("{}", run(), failure);
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
      case RunState.Running _, RunState.Draining _, RunState.Resuming _ -> RunPhase.RUNNING;
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
      case RunState.Resuming _ -> "waiting for its workers";
      case RunState.Closed _ -> "writing the report";
    };
  }
}
