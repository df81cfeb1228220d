package dev.spate.swarm;

import dev.spate.control.FleetProtocol;
import dev.spate.control.RunProtocol;
import dev.spate.control.Version;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.measure.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.jspecify.annotations.Nullable;

/// A worker as a coordinator sees one, which sends no traffic: it says who it is, gets ready, tells
/// the time, reports each second from the moment that it was prepared, repeats what is not
/// acknowledged, and says when it has finished.
final class SimulatedWorker extends AbstractMatchingBehavior<SimulatedWorker.Command> {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_BEFORE_RESEND = 3;
  private static final int MOST_AGAIN = 64;

  sealed interface Command {}

  private record Told(WorkerProtocol order) implements Command {}

  private record Ticked() implements Command {}

  /// A report on its way, and when it was sent first.
  private record Sent(Interval interval, long atNanos) {}

  private final TimerScheduler<Command> timers;
  private final ActorRef<WorkerProtocol> self;
  private final String id;
  private final long incarnation;
  private final SamplePool pool;
  private final SwarmCounts counts;
  private final Deque<Sent> unacknowledged = new ArrayDeque<>();
  private String run = "";
  private long epoch = -1;
  private @Nullable ActorRef<RunProtocol> coordinator;
  private @Nullable PretendedLoad load;
  private long startNanos = Long.MAX_VALUE;
  private long untilNs;
  private long sequence;
  private int ticksWithoutWord;
  private RunProtocol.@Nullable Finished finished;

  private SimulatedWorker(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      String id,
      SamplePool pool,
      SwarmCounts counts) {
    super(context);
    this.timers = timers;
    this.id = id;
    this.incarnation = 1L + Integer.toUnsignedLong(id.hashCode());
    this.pool = pool;
    this.counts = counts;
    this.self = context.messageAdapter(WorkerProtocol.class, Told::new);
    context.getSystem().receptionist().tell(Receptionist.register(WorkerProtocol.KEY, self));
  }

  static Behavior<Command> create(String id, SamplePool pool, SwarmCounts counts) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new SimulatedWorker(context, timers, id, pool, counts)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Told(var order) -> onOrder(order);
      case Ticked() -> onTick();
    }
    return this;
  }

  private void onOrder(WorkerProtocol order) {
    switch (order) {
      case WorkerProtocol.Introduce(var replyTo) ->
          replyTo.tell(new FleetProtocol.Introduced(describe(), self, run, epoch));
      case WorkerProtocol.Prepare prepare -> onPrepare(prepare);
      case WorkerProtocol.Probe(var about, var probe, var replyTo) ->
          replyTo.tell(
              new RunProtocol.ProbeReply(about, id, probe, System.nanoTime(), wallNanos()));
      case WorkerProtocol.Start(_, _, var atNanos, _) -> startNanos = atNanos;
      case WorkerProtocol.Acknowledge(_, _, var upTo) -> onAcknowledged(upTo);
      case WorkerProtocol.Stop _ -> stop();
      case WorkerProtocol.Fence _ -> {
        counts.onFenced();
        stop();
      }
      case WorkerProtocol.Deal(var about, _, var deal, _, _) ->
          tell(new RunProtocol.Dealt(about, id, deal));
      case WorkerProtocol.GoOn _, WorkerProtocol.GoThrough _ -> {}
      case WorkerProtocol.Adopt(var about, _, var haveUpTo, var replyTo) -> {
        coordinator = replyTo;
        tell(new RunProtocol.Adopted(about, id, incarnation, System.nanoTime() - startNanos, 0));
        onAcknowledged(haveUpTo);
      }
      case WorkerProtocol.Keep(var about, _, var first, var records, var replyTo) ->
          replyTo.tell(new RunProtocol.Kept(about, id, first + records.size()));
      case WorkerProtocol.Recall(var about, var first, var replyTo) ->
          replyTo.tell(new FleetProtocol.Recalled(about, id, -1, first, 0, List.of()));
      case WorkerProtocol.TellPlan _ -> {}
      case WorkerProtocol.Release _ -> forget();
    }
  }

  private WorkerDescription describe() {
    // No name of a clock: its time is asked for, as that of a worker on another machine.
    return new WorkerDescription(
        id, incarnation, "simulated", 1, 1, Version.current(), "none", "", "", "", "sleep");
  }

  private void onPrepare(WorkerProtocol.Prepare prepare) {
    if (!prepare.run().equals(run)) {
      forget();
      run = prepare.run();
      epoch = prepare.epoch();
      load = new PretendedLoad(prepare.plan(), prepare.lanes(), pool);
      timers.startTimerAtFixedRate(new Ticked(), TICK);
    }
    coordinator = prepare.replyTo();
    tell(new RunProtocol.Ready(run, id, incarnation));
  }

  private void onTick() {
    PretendedLoad own = load;
    long nowNs = System.nanoTime() - startNanos;
    if (own != null && startNanos != Long.MAX_VALUE && nowNs > 0 && finished == null) {
      long endNs = own.durationNs();
      boolean last = nowNs >= endNs + PretendedLoad.TAKES_NS;
      report(own, Math.min(nowNs, endNs), last);
      if (last) {
        finish();
      }
    }
    if (finished != null) {
      tell(finished);
    }
    resend();
  }

  private void report(PretendedLoad own, long nowNs, boolean last) {
    Interval interval = own.report(id, incarnation, sequence++, untilNs, nowNs, last);
    untilNs = nowNs;
    unacknowledged.add(new Sent(interval, System.nanoTime()));
    counts.onReported(interval);
    tell(new RunProtocol.Reported(run, interval));
  }

  /// What was under way is taken to have ended.
  private void stop() {
    PretendedLoad own = load;
    if (own != null && finished == null && startNanos != Long.MAX_VALUE) {
      report(own, Math.clamp(System.nanoTime() - startNanos, untilNs, own.durationNs()), true);
    }
    finish();
  }

  private void finish() {
    if (finished == null && load != null) {
      finished = new RunProtocol.Finished(run, id, sequence - 1, untilNs);
      tell(finished);
    }
  }

  private void onAcknowledged(long upTo) {
    ticksWithoutWord = 0;
    long nowNanos = System.nanoTime();
    for (Sent oldest = unacknowledged.peek();
        oldest != null && oldest.interval().sequence() <= upTo;
        oldest = unacknowledged.peek()) {
      unacknowledged.remove();
      counts.onAcknowledged(nowNanos - oldest.atNanos());
    }
  }

  private void resend() {
    ticksWithoutWord = unacknowledged.isEmpty() ? 0 : ticksWithoutWord + 1;
    if (ticksWithoutWord > TICKS_BEFORE_RESEND) {
      ticksWithoutWord = 0;
      List<Sent> again = unacknowledged.stream().limit(MOST_AGAIN).toList();
      counts.onSentAgain(again.size());
      again.forEach(sent -> tell(new RunProtocol.Reported(run, sent.interval())));
    }
  }

  private void tell(RunProtocol message) {
    if (coordinator != null) {
      coordinator.tell(message);
    }
  }

  private void forget() {
    timers.cancelAll();
    counts.onForgotten(unacknowledged.size());
    unacknowledged.clear();
    run = "";
    load = null;
    finished = null;
    startNanos = Long.MAX_VALUE;
    untilNs = 0;
    sequence = 0;
    ticksWithoutWord = 0;
  }

  private static long wallNanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }
}
