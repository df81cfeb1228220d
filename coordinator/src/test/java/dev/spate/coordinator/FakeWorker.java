package dev.spate.coordinator;

import dev.spate.control.FleetProtocol;
import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.control.WorkerProtocol;
import dev.spate.measure.Interval;
import dev.spate.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/// A worker that obeys the protocol and sends no request: it reports often, and finishes when its
/// schedule is over, it is told to stop, or fenced. It goes on without a coordinator until one
/// adopts it.
public final class FakeWorker extends AbstractMatchingBehavior<Object> {
  private static final Duration TICK = Duration.ofMillis(40);

  /// What a test makes of it.
  ///
  /// @param deafTo how many introductions it does not answer
  /// @param refusal why it refuses every plan, or empty
  /// @param obeyed the epoch of the coordinator that it obeyed before
  public record Manner(int deafTo, String refusal, long obeyed) {
    public static final Manner GOOD = new Manner(0, "");

    public Manner(int deafTo, String refusal) {
      this(deafTo, refusal, 0);
    }
  }

  private record Tick() {}

  private final WorkerDescription description;
  private final Manner manner;
  private final TimerScheduler<Object> timers;
  private int deafTo;
  private @Nullable ActorRef<RunProtocol> run;
  private @Nullable Plan plan;
  private String runId = "";
  private long epoch;
  private long startNs;
  private long endNs;
  private long sequence;
  private int deal;
  private boolean finished;
  private final SortedMap<Long, Interval> kept = new TreeMap<>();
  private final List<ByteString> charter = new ArrayList<>();
  private long charterEpoch = -1;

  public static Behavior<WorkerProtocol> create(String id) {
    return create(id, Manner.GOOD);
  }

  public static Behavior<WorkerProtocol> create(String id, Manner manner) {
    return Behaviors.<Object>setup(
            context -> Behaviors.withTimers(timers -> new FakeWorker(context, timers, id, manner)))
        .narrow();
  }

  private FakeWorker(
      ActorContext<Object> context, TimerScheduler<Object> timers, String id, Manner manner) {
    super(context);
    this.description = Plans.worker(id, System.nanoTime());
    this.timers = timers;
    this.manner = manner;
    this.deafTo = manner.deafTo();
    this.epoch = manner.obeyed();
    context
        .getSystem()
        .receptionist()
        .tell(Receptionist.register(WorkerProtocol.KEY, context.getSelf().narrow()));
  }

  @Override
  public Behavior<Object> onMessage(Object message) {
    switch (message) {
      case WorkerProtocol order -> onOrder(order);
      case Tick() -> onTick();
      default -> throw new IllegalArgumentException(message.toString());
    }
    return this;
  }

  private void onOrder(WorkerProtocol order) {
    switch (order) {
      case WorkerProtocol.Introduce(var replyTo) -> {
        if (deafTo-- <= 0) {
          replyTo.tell(
              new FleetProtocol.Introduced(
                  description, getContext().getSelf().narrow(), runId, epoch));
        }
      }
      case WorkerProtocol.Prepare prepare -> onPrepare(prepare);
      case WorkerProtocol.Probe(var run, var probe, var replyTo) ->
          replyTo.tell(
              new RunProtocol.ProbeReply(
                  run, description.id(), probe, System.nanoTime(), Moment.now().wallNanos()));
      case WorkerProtocol.Start(_, _, var atNanos, _) -> {
        startNs = atNanos;
        timers.startTimerWithFixedDelay(new Tick(), TICK);
      }
      case WorkerProtocol.Stop _ -> endNs = Math.min(endNs, System.nanoTime() - startNs);
      case WorkerProtocol.Deal taken -> {
        deal = taken.deal();
        tell(new RunProtocol.Dealt(runId, description.id(), deal));
      }
      case WorkerProtocol.Fence _ -> endNs = Math.min(endNs, System.nanoTime() - startNs);
      case WorkerProtocol.Adopt adopt -> onAdopt(adopt);
      case WorkerProtocol.Acknowledge _, WorkerProtocol.GoOn _, WorkerProtocol.GoThrough _ -> {}
      case WorkerProtocol.Keep keep -> onKeep(keep);
      case WorkerProtocol.Recall(var about, var first, var replyTo) ->
          replyTo.tell(
              new FleetProtocol.Recalled(
                  about,
                  description.id(),
                  charterEpoch,
                  first,
                  charter.size(),
                  charter.subList(first, Math.min(charter.size(), first + 1))));
      case WorkerProtocol.TellPlan(var about, var replyTo) -> {
        if (plan != null && about.equals(runId)) {
          replyTo.tell(new RunProtocol.PlanTold(about, description.id(), plan));
        }
      }
      case WorkerProtocol.Release _ -> {
        timers.cancelAll();
        runId = "";
      }
    }
  }

  private void onKeep(WorkerProtocol.Keep keep) {
    if (keep.epoch() < epoch) {
      return;
    }
    if (keep.epoch() > charterEpoch && keep.first() == 0) {
      charterEpoch = keep.epoch();
      charter.clear();
    }
    keep.records().stream().skip(charter.size() - keep.first()).forEach(charter::add);
    keep.replyTo().tell(new RunProtocol.Kept(runId, description.id(), charter.size()));
  }

  private void onAdopt(WorkerProtocol.Adopt adopt) {
    if (adopt.epoch() < epoch) {
      throw new IllegalStateException("epoch " + adopt.epoch() + " is below " + epoch);
    }
    epoch = adopt.epoch();
    run = adopt.replyTo();
    tell(
        new RunProtocol.Adopted(
            runId, description.id(), description.incarnation(), System.nanoTime() - startNs, deal));
    kept.tailMap(adopt.haveUpTo() + 1).values().forEach(this::report);
    if (finished) {
      tell(new RunProtocol.Finished(runId, description.id(), sequence - 1, endNs));
    }
  }

  private void tell(RunProtocol message) {
    if (run != null) {
      run.tell(message);
    }
  }

  private void report(Interval interval) {
    tell(new RunProtocol.Reported(runId, interval));
  }

  private void onPrepare(WorkerProtocol.Prepare prepare) {
    if (prepare.epoch() <= epoch) {
      throw new IllegalStateException("epoch " + prepare.epoch() + " is not above " + epoch);
    }
    epoch = prepare.epoch();
    runId = prepare.run();
    run = prepare.replyTo();
    plan = prepare.plan();
    endNs = prepare.plan().durationNs();
    sequence = 0;
    deal = 0;
    finished = false;
    kept.clear();
    prepare
        .replyTo()
        .tell(
            manner.refusal().isEmpty()
                ? new RunProtocol.Ready(runId, description.id(), description.incarnation())
                : new RunProtocol.Refused(runId, description.id(), manner.refusal()));
  }

  private void onTick() {
    if (run == null || plan == null) {
      return;
    }
    long untilNs = System.nanoTime() - startNs;
    if (untilNs < 0) {
      return;
    }
    Interval interval =
        Plans.interval(description.id(), description.incarnation(), sequence++, untilNs, deal);
    kept.put(interval.sequence(), interval);
    report(interval);
    if (untilNs >= endNs) {
      finished = true;
      tell(new RunProtocol.Finished(runId, description.id(), sequence - 1, endNs));
      timers.cancelAll();
    }
  }
}
