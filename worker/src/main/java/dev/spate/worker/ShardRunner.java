package dev.spate.worker;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.measure.Interval;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetResolver;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.watch.ProcessorWait;
import dev.spate.worker.watch.SelfWatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/// A worker's part of one run: prepares the engine, starts and stops it, turns its cuts into
/// interval reports and keeps them until the coordinator has them. Ends when the run is released,
/// or when the coordinator is gone.
final class ShardRunner extends AbstractBehavior<ShardRunner.Command> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_BEFORE_RESEND = 3;

  /// How long the rehearsal and the resolver of names may take together.
  private static final long RESOLVE_SECONDS = 25;

  sealed interface Command {}

  /// Arrival 0 is due when the monotonic clock shows `atNanos`.
  record Begin(long atNanos) implements Command {}

  record End() implements Command {}

  /// The coordinator keeps the reports up to and with this one.
  record Kept(long upToSequence) implements Command {}

  record Forget() implements Command {}

  /// The coordinator asks again whether the engine is prepared.
  record SayReady() implements Command {}

  private record Resolved(Requester.Factory requesters) implements Command {}

  private record Unresolved(String reason) implements Command {}

  private record LoopReady(ProcessorWait waits) implements Command {}

  /// Arrival 0 is due: from here on the worker is watched.
  private record Underway() implements Command {}

  private record LoopCut(int loop, Cut cut) implements Command {}

  private record LoopFailed(String reason) implements Command {}

  private record Tick() implements Command {}

  private final WorkerSettings settings;
  private final long incarnation;
  private final Plan plan;
  private final WorkerProtocol.Prepare order;
  private final ActorRef<RunProtocol> coordinator;
  private final TimerScheduler<Command> timers;
  private final ReportSpool spool = new ReportSpool();
  private @Nullable Engine engine;
  private @Nullable SelfWatch watch;
  private @Nullable CutMerger merger;
  private int loopsReady;
  private boolean begun;
  private long startNanos;
  private long nextSequence;
  private long scheduleEndNs;
  private boolean finished;
  private long oldestAtLastTick = -1;
  private int ticksUnacknowledged;

  private ShardRunner(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerSettings settings,
      long incarnation,
      CompletableFuture<Transport> rehearsal,
      WorkerProtocol.Prepare order) {
    super(context);
    this.timers = timers;
    this.settings = settings;
    this.incarnation = incarnation;
    this.order = order;
    this.plan = order.plan();
    this.coordinator = order.replyTo();
    this.scheduleEndNs = plan.durationNs();
    context.watch(coordinator);
    timers.startTimerWithFixedDelay(new Tick(), TICK);
    context.pipeToSelf(
        rehearsal
            .thenApplyAsync(this::resolve, Thread::startVirtualThread)
            .orTimeout(RESOLVE_SECONDS, TimeUnit.SECONDS),
        (requesters, failure) ->
            failure == null ? new Resolved(requesters) : new Unresolved(messageOf(failure)));
  }

  static Behavior<Command> create(
      WorkerSettings settings,
      long incarnation,
      CompletableFuture<Transport> rehearsal,
      WorkerProtocol.Prepare order) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new ShardRunner(context, timers, settings, incarnation, rehearsal, order)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Command.class, this::onCommand)
        .onSignal(Terminated.class, _ -> onCoordinatorGone())
        .onSignal(PostStop.class, _ -> onPostStop())
        .build();
  }

  private Behavior<Command> onCommand(Command command) {
    return switch (command) {
      case Resolved(var requesters) -> onResolved(requesters);
      case Unresolved(var reason) -> onUnresolved(reason);
      case LoopReady(var waits) -> onLoopReady(waits);
      case Underway() -> onUnderway();
      case SayReady() -> onSayReady();
      case Begin(var atNanos) -> onBegin(atNanos);
      case LoopCut(var loop, var cut) -> onLoopCut(loop, cut);
      case LoopFailed(var reason) -> onLoopFailed(reason);
      case End() -> onEnd();
      case Kept(var upToSequence) -> onKept(upToSequence);
      case Tick() -> onTick();
      case Forget() -> Behaviors.stopped();
    };
  }

  private Requester.Factory resolve(Transport transport) {
    try {
      Way way = new TargetResolver(settings.targets()).resolve(plan);
      return HttpRequesters.create(plan, way, transport);
    } catch (TargetException e) {
      throw new CompletionException(e);
    }
  }

  private static String messageOf(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "the target's name was not resolved within " + RESOLVE_SECONDS + " s";
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private Behavior<Command> onResolved(Requester.Factory requesters) {
    Engine prepared =
        Engine.prepare(
            plan,
            order.lanes(),
            settings.loops(),
            requesters,
            HttpRequesters.loopThreads("spate-loop"),
            settings.idle(),
            Clock.SYSTEM,
            new ToSelf(getContext().getSelf()));
    engine = prepared;
    merger = new CutMerger(prepared.loops());
    watch = new SelfWatch(prepared.threadIds());
    return this;
  }

  private Behavior<Command> onUnresolved(String reason) {
    coordinator.tell(new RunProtocol.Refused(order.run(), settings.id(), reason));
    return Behaviors.stopped();
  }

  private Behavior<Command> onLoopReady(ProcessorWait waits) {
    if (watch != null) {
      watch.add(waits);
    }
    loopsReady++;
    return onSayReady();
  }

  private Behavior<Command> onSayReady() {
    if (engine != null && loopsReady >= engine.loops()) {
      coordinator.tell(new RunProtocol.Ready(order.run(), settings.id(), incarnation));
    }
    return this;
  }

  private Behavior<Command> onBegin(long atNanos) {
    if (engine != null && !begun) {
      begun = true;
      startNanos = atNanos;
      engine.startAt(atNanos);
      Duration ahead = Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
      timers.startSingleTimer(new Underway(), ahead);
    }
    return this;
  }

  /// Forgets what the worker used before arrival 0: it would be spread over the first interval.
  private Behavior<Command> onUnderway() {
    if (watch != null && nextSequence == 0) {
      var _ = watch.sinceLast();
    }
    return this;
  }

  private Behavior<Command> onEnd() {
    if (engine == null || finished) {
      return this;
    }
    if (!begun) {
      engine.close();
      finish(0);
    } else {
      scheduleEndNs = Math.clamp(engine.stop() - startNanos, 0, scheduleEndNs);
    }
    return this;
  }

  private Behavior<Command> onLoopCut(int loop, Cut cut) {
    return merger == null ? this : merger.add(loop, cut).map(this::report).orElse(this);
  }

  private Behavior<Command> report(CutMerger.Merged merged) {
    Cut cut = merged.cut();
    Interval interval =
        new Interval(
            settings.id(),
            incarnation,
            nextSequence++,
            merged.untilNs(),
            cut.arrivalDeltas(),
            cut.requestDeltas(),
            health(merged),
            cut.errorSamples(),
            merged.deal());
    cut.recycle();
    if (!spool.add(interval)) {
      return onLoopFailed(
          "the coordinator has acknowledged no report for " + ReportSpool.MAX_REPORTS + " s");
    }
    coordinator.tell(new RunProtocol.Reported(order.run(), interval));
    if (merged.last()) {
      finish(scheduleEndNs);
    }
    return this;
  }

  private WorkerHealth health(CutMerger.Merged merged) {
    SelfWatch.Usage usage =
        watch == null ? new SelfWatch.Usage(0, 0, 0, 0, 0, 0) : watch.sinceLast();
    return new WorkerHealth(
        merged.cut().scheduleLag().toLatencies(),
        merged.cut().connectTime().toLatencies(),
        merged.cut().tlsTime().toLatencies(),
        usage.cpu(),
        usage.loopCpu(),
        usage.gcPauseMaxNs(),
        merged.inFlight(),
        merged.connections(),
        new Stalls(usage.safepointNs(), merged.pauseMaxNs(), usage.cpuWait(), usage.steal()),
        merged.occupancy());
  }

  private void finish(long endNs) {
    finished = true;
    scheduleEndNs = endNs;
    sayFinished();
  }

  private void sayFinished() {
    coordinator.tell(
        new RunProtocol.Finished(order.run(), settings.id(), nextSequence - 1, scheduleEndNs));
  }

  private Behavior<Command> onKept(long upToSequence) {
    spool.onAcknowledged(upToSequence);
    return this;
  }

  /// Sends again what was not acknowledged for some ticks: a report that was lost, or its
  /// acknowledgement.
  private Behavior<Command> onTick() {
    long oldest = spool.oldestSequence();
    ticksUnacknowledged = oldest >= 0 && oldest == oldestAtLastTick ? ticksUnacknowledged + 1 : 0;
    oldestAtLastTick = oldest;
    if (ticksUnacknowledged >= TICKS_BEFORE_RESEND) {
      ticksUnacknowledged = 0;
      for (Interval interval : spool.oldest()) {
        coordinator.tell(new RunProtocol.Reported(order.run(), interval));
      }
    }
    if (finished) {
      sayFinished();
    }
    return this;
  }

  private Behavior<Command> onLoopFailed(String reason) {
    coordinator.tell(new RunProtocol.Failed(order.run(), settings.id(), reason));
    return Behaviors.stopped();
  }

  private Behavior<Command> onCoordinatorGone() {
    getContext().getLog().warn("the coordinator of run {} is gone: traffic stopped", order.run());
    return Behaviors.stopped();
  }

  private Behavior<Command> onPostStop() {
    if (engine != null) {
      engine.close();
    }
    if (watch != null) {
      watch.close();
    }
    return this;
  }

  /// Turns what the loops say on their threads into messages.
  private record ToSelf(ActorRef<Command> self) implements LoopListener {

    @Override
    public void onReady(int loop) {
      self.tell(new LoopReady(ProcessorWait.ofThisThread()));
    }

    @Override
    public void onCut(int loop, Cut cut) {
      self.tell(new LoopCut(loop, cut));
    }

    @Override
    public void onFailed(int loop, Throwable cause) {
      self.tell(new LoopFailed(cause.getMessage() == null ? cause.toString() : cause.getMessage()));
    }
  }
}
