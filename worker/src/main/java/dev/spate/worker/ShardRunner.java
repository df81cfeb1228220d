package dev.spate.worker;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.watch.ProcessorWait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/// A worker's part of one run: prepares the engine, starts and stops it, turns its cuts into
/// interval reports and keeps them until the run is closed. It needs nobody to go on: without a
/// word from any coordinator it stops its traffic after the plan's grace, and waits for one that
/// adopts it. Ends when the run is released.
final class ShardRunner extends AbstractBehavior<ShardCommand> {
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private final WorkerSettings settings;
  private final long incarnation;
  private final Plan plan;
  private final WorkerProtocol.Prepare order;
  private final ReportDelivery delivery;
  private final Voice voice;
  private final Reporting reporting;
  private final Silence silence;
  private final Farewell farewell = new Farewell();
  private final DealsTaken deals = new DealsTaken();
  private final TimerScheduler<ShardCommand> timers;

  /// Deals on their way to the engine, one after the other.
  private CompletableFuture<Void> dealing = CompletableFuture.completedFuture(null);

  private @Nullable Engine engine;
  private @Nullable ClientTokens tokens;
  private int loopsReady;
  private boolean begun;
  private long startNanos;
  private long scheduleEndNs;
  private boolean finished;
  private boolean fenced;
  private boolean orphaned;

  private final Standstill standstill = new Standstill();

  private ShardRunner(
      ActorContext<ShardCommand> context,
      TimerScheduler<ShardCommand> timers,
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
    this.delivery = new ReportDelivery(order.run(), order.replyTo(), new ReportSpool(TEMPORARY));
    this.voice = new Voice(order.run(), settings.id(), delivery);
    this.reporting = new Reporting(settings.id(), incarnation);
    this.silence = new Silence(plan.workers().orphanGraceNs());
    this.scheduleEndNs = plan.durationNs();
    timers.startTimerWithFixedDelay(new ShardCommand.Tick(), TICK);
    context.pipeToSelf(
        new Resolving(settings.targets(), plan).after(rehearsal),
        (sending, failure) ->
            failure == null
                ? new ShardCommand.Resolved(sending)
                : new ShardCommand.Unresolved(Resolving.messageOf(failure)));
  }

  static Behavior<ShardCommand> create(
      WorkerSettings settings,
      long incarnation,
      CompletableFuture<Transport> rehearsal,
      WorkerProtocol.Prepare order) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(
            timers -> new ShardRunner(context, timers, settings, incarnation, rehearsal, order)));
  }

  @Override
  public Receive<ShardCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(ShardCommand.class, this::onCommand)
        .onSignal(PostStop.class, _ -> onPostStop())
        .build();
  }

  private Behavior<ShardCommand> onCommand(ShardCommand command) {
    if (command instanceof ShardCommand.Order) {
      silence.onWord();
    }
    try {
      return obey(command);
    } catch (IOException e) {
      return onLoopFailed(String.valueOf(e.getMessage()));
    }
  }

  private Behavior<ShardCommand> obey(ShardCommand command) throws IOException {
    return switch (command) {
      case ShardCommand.Resolved(var sending) -> onResolved(sending);
      case ShardCommand.Unresolved(var reason) -> onUnresolved(reason);
      case ShardCommand.LoopReady(var waits) -> onLoopReady(waits);
      case ShardCommand.Underway() -> onUnderway();
      case ShardCommand.SayReady() -> onSayReady();
      case ShardCommand.Begin(var atNanos, var shared) -> onBegin(atNanos, shared);
      case ShardCommand.LoopCut(var loop, var cut) -> onLoopCut(loop, cut);
      case ShardCommand.LoopDealt(var loop, var deal) -> onLoopDealt(loop, deal);
      case ShardCommand.LoopHeld(var forNs) -> onLoopHeld(forNs);
      case ShardCommand.TakeLanes(var deal, var lanes, var fromNs) ->
          onTakeLanes(deal, lanes, fromNs);
      case ShardCommand.GoOn(var askedNanos) -> onGoOn(askedNanos);
      case ShardCommand.Cease() -> onCease();
      case ShardCommand.Follow(var haveUpTo, var coordinator) -> onFollow(haveUpTo, coordinator);
      case ShardCommand.Word() -> this;
      case ShardCommand.Leave() -> onLeave();
      case ShardCommand.LoopFailed(var reason) -> onLoopFailed(reason);
      case ShardCommand.End() -> onEnd();
      case ShardCommand.Kept(var upToSequence) -> onKept(upToSequence);
      case ShardCommand.Tick() -> onTick();
      case ShardCommand.Forget() -> Behaviors.stopped();
    };
  }

  private Behavior<ShardCommand> onResolved(Sending sending) {
    if (finished) {
      return this;
    }
    tokens = sending.tokens();
    sending.tokens().keepFresh();
    Engine prepared =
        Engine.prepare(
            plan,
            order.lanes(),
            settings.loops(),
            sending.requesters(),
            sending.tokens(),
            HttpRequesters.loopThreads("spate-loop"),
            settings.idle(),
            Clock.SYSTEM,
            new LoopMessages(getContext().getSelf(), new RunLog(order.run())));
    engine = prepared;
    reporting.begin(prepared);
    deals.setLoops(prepared.loops());
    return this;
  }

  private Behavior<ShardCommand> onUnresolved(String reason) {
    voice.refused(reason);
    return Behaviors.stopped();
  }

  private Behavior<ShardCommand> onLoopReady(ProcessorWait waits) {
    reporting.add(waits);
    loopsReady++;
    return onSayReady();
  }

  private Behavior<ShardCommand> onSayReady() {
    if (engine != null && loopsReady >= engine.loops()) {
      voice.ready(incarnation);
    }
    return this;
  }

  private Behavior<ShardCommand> onBegin(long atNanos, SharedValues shared) {
    if (engine != null && !begun && !finished) {
      begun = true;
      startNanos = atNanos;
      engine.startAt(atNanos, shared);
      Duration ahead = Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
      timers.startSingleTimer(new ShardCommand.Underway(), ahead);
    }
    return this;
  }

  private Behavior<ShardCommand> onUnderway() {
    reporting.onUnderway();
    silence.onTraffic();
    return this;
  }

  private Behavior<ShardCommand> onEnd() {
    if (!finished) {
      stop();
    }
    return this;
  }

  private void stop() {
    if (engine == null || !begun) {
      endUnbegun();
    } else {
      scheduleEndNs = Math.clamp(engine.stop() - startNanos, 0, scheduleEndNs);
    }
  }

  private void endUnbegun() {
    if (engine != null) {
      engine.close();
    }
    finish(0);
  }

  private Behavior<ShardCommand> onLoopCut(int loop, Cut cut) throws IOException {
    Reporting.Report report = reporting.add(loop, cut).orElse(null);
    if (report != null) {
      delivery.deliver(report.interval());
      if (report.last()) {
        finish(fenced ? Math.min(scheduleEndNs, report.interval().untilNs()) : scheduleEndNs);
      }
    }
    return this;
  }

  private void finish(long endNs) {
    finished = true;
    scheduleEndNs = endNs;
    sayFinished();
  }

  private void sayFinished() {
    voice.finished(reporting.lastSequence(), scheduleEndNs);
  }

  private Behavior<ShardCommand> onKept(long upToSequence) throws IOException {
    delivery.onAcknowledged(upToSequence);
    return this;
  }

  /// Far into a schedule it takes a moment to get there, and others wait for this actor.
  private Behavior<ShardCommand> onTakeLanes(int deal, Lanes lanes, long fromNs) {
    Engine dealt = engine;
    if (dealt == null || finished) {
      return this;
    }
    deals.onAsked(deal);
    dealing =
        dealing.thenRunAsync(() -> dealt.deal(deal, lanes, fromNs), Thread::startVirtualThread);
    if (farewell.asked() && begun && lanes.size() == 0) {
      farewell.onRelieved();
      dealt.leaveAt(fromNs);
      scheduleEndNs = Math.min(scheduleEndNs, fromNs);
    }
    return sayDealt();
  }

  private Behavior<ShardCommand> onLoopDealt(int loop, int deal) {
    deals.onTaken(loop, deal);
    return sayDealt();
  }

  private Behavior<ShardCommand> sayDealt() {
    deals.takeAnswers().forEach(voice::dealt);
    return this;
  }

  private Behavior<ShardCommand> onLoopHeld(long forNs) {
    getContext()
        .getLog()
        .warn(
            "stood still for {} ms: sends nothing until a coordinator says so", forNs / 1_000_000);
    standstill.onHeld(forNs);
    voice.woken(standstill.asleepNs());
    return this;
  }

  private Behavior<ShardCommand> onGoOn(long askedNanos) {
    if (engine != null && standstill.onAnswer(askedNanos, System.nanoTime())) {
      engine.resume();
    }
    return this;
  }

  private Behavior<ShardCommand> onCease() {
    if (!finished) {
      getContext().getLog().warn("the lanes are another worker's: traffic stopped");
      fence();
    }
    return this;
  }

  private void fence() {
    fenced = true;
    standstill.end();
    if (engine == null || !begun) {
      endUnbegun();
    } else {
      engine.fence();
    }
  }

  private Behavior<ShardCommand> onFollow(long haveUpTo, ActorRef<RunProtocol> coordinator)
      throws IOException {
    long sinceStartNs = begun ? System.nanoTime() - startNanos : Long.MIN_VALUE;
    coordinator.tell(
        new RunProtocol.Adopted(
            order.run(), settings.id(), incarnation, sinceStartNs, deals.all()));
    delivery.goOnWith(coordinator, haveUpTo);
    if (finished) {
      sayFinished();
    }
    return this;
  }

  private Behavior<ShardCommand> onLeave() {
    if (!begun) {
      return onLoopFailed("the worker leaves");
    }
    farewell.onAsked();
    voice.leaving();
    return this;
  }

  private Behavior<ShardCommand> onTick() throws IOException {
    silence.onTick();
    delivery.onTick();
    if (silence.isForGood(begun) || farewell.onTick(finished && delivery.complete())) {
      getContext()
          .getLog()
          .info("nobody asks for the worker's part of run {} any more", order.run());
      return Behaviors.stopped();
    }
    if (finished) {
      sayFinished();
      return this;
    }
    if (silence.isOrphan()) {
      stopAlone();
    }
    if (standstill.awaitsAnswer()) {
      voice.woken(standstill.asleepNs());
    }
    if (farewell.waitsForRelief()) {
      voice.leaving();
    }
    return this;
  }

  /// Nobody commands: what is in flight may finish, as after a stop; who stood still and has no
  /// answer begins nothing more.
  private void stopAlone() {
    if (!orphaned) {
      orphaned = true;
      getContext()
          .getLog()
          .warn(
              "no coordinator of run {} for {} s: traffic stops",
              order.run(),
              plan.workers().orphanGraceNs() / 1_000_000_000L);
      if (standstill.awaitsAnswer()) {
        fence();
      } else {
        stop();
      }
    } else if (standstill.awaitsAnswer()) {
      fence();
    }
  }

  private Behavior<ShardCommand> onLoopFailed(String reason) {
    voice.failed(reason);
    return Behaviors.stopped();
  }

  private Behavior<ShardCommand> onPostStop() {
    if (engine != null) {
      engine.close();
    }
    if (tokens != null) {
      tokens.close();
    }
    reporting.close();
    try {
      delivery.close();
    } catch (IOException e) {
      getContext().getLog().warn("the file of interval reports cannot be closed", e);
    }
    return this;
  }
}
