package dev.spate.worker.engine;

import dev.spate.measure.Slots;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event loop: a thread that owns its lanes, its connections, its counters and its histograms,
/// and shares nothing with the others. Its duty cycle is: go on with what was paused, begin what is
/// due, cut an interval when a second is over, let the network have its turn, and wait for
/// whichever comes first.
///
/// Other threads may call [#startAt], [#stopAt] and [#abort].
final class Loop implements Runnable {
  private static final long NOT_YET = Long.MIN_VALUE;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long IDLE_WAIT_NS = 100_000_000;

  private final int index;
  private final Plan plan;
  private final Lanes lanes;
  private final int maxConnections;
  private final Requester.Factory requesters;
  private final Idle idle;
  private final Clock clock;
  private final LoopListener listener;
  private final CellPool pool;
  private final Recorder recorder;
  private final List<Pacer> pacers = new ArrayList<>();
  private final LoopPauses pauses = new LoopPauses();

  private volatile @Nullable Requester wakeable;
  private volatile long startNs = NOT_YET;
  private volatile long stopNs = NEVER;
  private volatile boolean aborted;

  private int firstOpen;
  private long endNs;
  private long deadlineNs;
  private long nextCutNs;
  private boolean stopSeen;

  Loop(
      int index,
      Plan plan,
      Lanes lanes,
      int maxConnections,
      Requester.Factory requesters,
      Idle idle,
      Clock clock,
      CellPool pool,
      LoopListener listener) {
    this.index = index;
    this.plan = plan;
    this.lanes = lanes;
    this.maxConnections = maxConnections;
    this.requesters = requesters;
    this.idle = idle;
    this.clock = clock;
    this.listener = listener;
    this.pool = pool;
    this.recorder = new Recorder(pool, plan);
  }

  /// Arrival 0 is due at `startNs` on the loop's clock.
  void startAt(long startNs) {
    this.startNs = startNs;
    wake();
  }

  /// The schedule ends at `stopNs` on the loop's clock, a moment ahead, so that no loop is already
  /// past it.
  void stopAt(long stopNs) {
    this.stopNs = stopNs;
    wake();
  }

  /// Ends at once, without another cut.
  void abort() {
    aborted = true;
    wake();
  }

  private void wake() {
    Requester requester = wakeable;
    if (requester != null) {
      requester.wakeup();
    }
  }

  @Override
  public void run() {
    try (Requester requester = requesters.create(clock, maxConnections, recorder)) {
      LoopContext context = new LoopContext(plan, clock, recorder, requester);
      openPacers(context);
      wakeable = requester;
      listener.onReady(index);
      awaitStart(requester);
      if (!aborted) {
        begin(context);
        work(context);
      }
    } catch (Throwable e) { // whatever it is, a loop that ends without a word would be waited for
      listener.onFailed(index, e);
    }
  }

  private void openPacers(LoopContext context) {
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      Phase planned = plan.phases().get(phase);
      pacers.add(
          switch (planned.load()) {
            case OpenLoad open -> new OpenPacer(context, phase, open, lanes);
            case ClosedLoad closed -> new ClosedPacer(context, phase, closed, lanes);
          });
    }
  }

  private void awaitStart(Requester requester) {
    while (startNs == NOT_YET && !aborted) {
      requester.run(IDLE_WAIT_NS);
    }
  }

  private void begin(LoopContext context) {
    long start = startNs;
    context.startAt(start);
    endNs = start + plan.durationNs();
    deadlineNs = endNs + plan.gracefulStopNs();
    nextCutNs = start + Slots.LENGTH_NS;
    pacers.forEach(Pacer::open);
    pauses.expect(clock.nanoTime());
  }

  private void work(LoopContext context) {
    while (!aborted) {
      long now = clock.nanoTime();
      pauses.onBack(now);
      noticeStop(now);
      if (now >= deadlineNs) {
        finish(context, now);
        return;
      }
      boolean more = goOn(context.timers(), now);
      more |= dispatch(now);
      if (!more && now >= endNs && drained(context)) {
        finish(context, now);
        return;
      }
      if (now >= nextCutNs) {
        cut(context, now, false);
        nextCutNs += (now - nextCutNs) / Slots.LENGTH_NS * Slots.LENGTH_NS + Slots.LENGTH_NS;
      }
      rest(context, now, more);
    }
  }

  /// The clock was read before the flag, and the flag is raised before its instant: so nothing due
  /// later has begun.
  private void noticeStop(long now) {
    long stop = stopNs;
    if (stop != NEVER && !stopSeen) {
      stopSeen = true;
      endNs = Math.max(startNs, Math.min(endNs, stop));
      deadlineNs = Math.min(deadlineNs, endNs + plan.gracefulStopNs());
      for (Pacer pacer : pacers) {
        pacer.cutShort(endNs);
      }
    }
    if (stopSeen && now >= endNs) {
      pacers.forEach(Pacer::stop);
    }
  }

  /// A crowd of users whose pause is over at once goes on in portions, like arrivals.
  ///
  /// @return whether more are due
  private static boolean goOn(Timers timers, long now) {
    long due = timers.nextDueNs();
    for (int gone = 0; due <= now && gone < Pacer.MAX_BEGINS; gone++) {
      timers.poll().onTimer(due);
      due = timers.nextDueNs();
    }
    return due <= now;
  }

  private boolean dispatch(long now) {
    boolean more = false;
    for (int i = firstOpen; i < pacers.size(); i++) {
      Pacer pacer = pacers.get(i);
      if (pacer.beginsNs() > now) {
        break;
      }
      more |= pacer.dispatch(now);
      if (i == firstOpen && pacer.endsNs() < now && pacer.done() && pacer instanceof OpenPacer) {
        firstOpen++;
      }
    }
    return more;
  }

  /// Lets the network have its turn, and waits for it where nothing more is to begin. A cut, or the
  /// end, has no need to be punctual.
  private void rest(LoopContext context, long now, boolean more) {
    if (more) {
      pauses.expect(now);
      context.requester().run(0);
      return;
    }
    long dueNs = dueNs(context, now);
    long choreNs = choreNs(context, now);
    pauses.expect(Math.max(now, Math.min(dueNs, choreNs)));
    long nowNs = clock.nanoTime();
    long untilDueNs = dueNs == NEVER ? NEVER : dueNs - nowNs;
    context.requester().run(Math.min(choreNs - nowNs, idle.waitNs(untilDueNs)));
  }

  private long choreNs(LoopContext context, long now) {
    long chore = Math.min(nextCutNs, now < endNs ? endNs : deadlineNs);
    return context.users().inFlight().count() > 0
        ? Math.min(chore, now + LoopPauses.TICK_NS)
        : chore;
  }

  /// When something of the schedule is due next, or was, and has not had its turn yet; [#NEVER]
  /// where all that is left waits for a limit.
  private long dueNs(LoopContext context, long now) {
    long due = context.timers().nextDueNs();
    for (int i = firstOpen; i < pacers.size(); i++) {
      Pacer pacer = pacers.get(i);
      if (pacer.beginsNs() > now) {
        return Math.min(due, pacer.beginsNs());
      }
      due = Math.min(due, pacer.nextDueNs());
    }
    return due;
  }

  private boolean drained(LoopContext context) {
    if (!context.users().idle()) {
      return false;
    }
    for (int i = firstOpen; i < pacers.size(); i++) {
      if (!pacers.get(i).done()) {
        return false;
      }
    }
    return true;
  }

  private void finish(LoopContext context, long now) {
    context.users().interruptAll(now);
    for (Pacer pacer : pacers) {
      while (pacer.abandon(now) && !aborted) {
        cut(context, now, false);
        pool.awaitRecycling();
      }
    }
    cut(context, now, true);
  }

  /// Says up to when all has had its turn: where the loop is behind, that is not yet now.
  private void cut(LoopContext context, long now, boolean last) {
    long untilNs = last ? now : Math.min(now, dueNs(context, now));
    InFlight inFlight = context.users().inFlight();
    Cut.State state =
        new Cut.State(
            inFlight.count(),
            context.requester().connections(),
            inFlight.cut(now),
            pauses.cut(),
            last);
    listener.onCut(index, recorder.cut(Math.max(0, untilNs - context.startNs()), state));
  }
}
