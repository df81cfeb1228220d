package dev.spate.worker.engine;

import dev.spate.measure.Slots;
import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.engine.LoopOrders.Leave;
import dev.spate.worker.template.AccessTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One event loop: a thread that owns its lanes, its connections, its counters and its histograms,
/// and shares nothing with the others. Its duty cycle is: hear what others want, go on with what
/// was paused, begin what is due, cut an interval when a second is over, let the network have its
/// turn, and wait for whichever comes first.
///
/// A loop that finds that it stood still for [#STOOD_STILL_NS] asks before it goes on: by then its
/// lanes may be another's.
///
/// Other threads may call [#startAt], [#stopAt], [#deal], [#resume], [#fence] and [#abort].
final class Loop implements Runnable {
  /// Who is silent for longer may count as lost: a second less than that takes.
  static final long STOOD_STILL_NS = 2_000_000_000L;

  /// For so long after a stop may still begin what was due before it.
  private static final long STOP_LATE_NS = 50_000_000;

  private static final long NEVER = LoopOrders.NEVER;
  private static final long IDLE_WAIT_NS = 100_000_000;

  /// For so long, answers that are on their way are read after a fence.
  private static final long FENCE_NS = 1_000_000_000L;

  private final int index;
  private final Plan plan;
  private final Hand firstHand;
  private final int maxConnections;
  private final Requester.Factory requesters;
  private final AccessTokens tokens;
  private final Idle idle;
  private final Clock clock;
  private final LoopListener listener;
  private final CellPool pool;
  private final Recorder recorder;

  /// In the order in which their phases begin.
  private final List<Pacer> pacers = new ArrayList<>();

  private final LoopPauses pauses = new LoopPauses();
  private final LoopOrders orders = new LoopOrders();

  private volatile @Nullable Requester wakeable;

  private int firstOpen;
  private long endNs;
  private long deadlineNs;
  private long nextCutNs;
  private long stopNs = NEVER;
  private long leaveNs = NEVER;
  private int handsTaken;
  private int deal;

  /// Since when it stands still, [#NEVER] where it does not.
  private long heldNs = NEVER;

  Loop(
      int index,
      Plan plan,
      Lanes lanes,
      int maxConnections,
      Requester.Factory requesters,
      AccessTokens tokens,
      Idle idle,
      Clock clock,
      CellPool pool,
      LoopListener listener) {
    this.index = index;
    this.plan = plan;
    this.firstHand = Hand.of(plan, 0, lanes, 0);
    this.maxConnections = maxConnections;
    this.requesters = requesters;
    this.tokens = tokens;
    this.idle = idle;
    this.clock = clock;
    this.listener = listener;
    this.pool = pool;
    this.recorder = new Recorder(pool, plan);
  }

  /// Arrival 0 is due at `startNs` on the loop's clock.
  void startAt(long startNs) {
    startAt(startNs, SharedValues.NONE);
  }

  /// @param shared with which every virtual user begins
  void startAt(long startNs, SharedValues shared) {
    orders.startAt(startNs, shared);
    wake();
  }

  /// The schedule ends at `stopNs` on the loop's clock, a moment ahead, so that no loop is already
  /// past it.
  void stopAt(long stopNs) {
    orders.stopAt(stopNs);
    wake();
  }

  /// The schedule ends at `leaveNs` on the loop's clock, later or by now, as a plan does: what is
  /// due before begins even if it has to wait.
  void leaveAt(long leaveNs) {
    orders.leaveAt(leaveNs);
    wake();
  }

  /// It gets other lanes, later or by now.
  void deal(Hand hand) {
    orders.deal(hand);
    wake();
  }

  /// A loop that asks goes on.
  void resume() {
    orders.grantLeave();
    wake();
  }

  /// Begins and sends nothing more, hears for a moment what comes, and ends.
  void fence() {
    orders.refuseLeave();
    wake();
  }

  /// Ends at once, without another cut.
  void abort() {
    orders.abort();
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
      LoopContext context =
          new LoopContext(plan, tokens, clock, recorder, requester, new LogLines(index, listener));
      openPacers(context);
      wakeable = requester;
      listener.onReady(index);
      awaitStart(requester);
      if (!orders.aborted()) {
        begin(context);
        work(context);
      }
    } catch (Throwable e) { // whatever it is, a loop that ends without a word would be waited for
      listener.onFailed(index, e);
    }
  }

  private void openPacers(LoopContext context) {
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      pacers.add(
          switch (plan.phases().get(phase).load()) {
            case ArrivingLoad _ -> new OpenPacer(context, phase, firstHand);
            case ClosedLoad closed -> new ClosedPacer(context, phase, closed, firstHand);
          });
    }
    pacers.sort(Comparator.comparingLong(Pacer::sinceStartNs));
  }

  private void awaitStart(Requester requester) {
    while (orders.startNs() == LoopOrders.NOT_YET && !orders.aborted()) {
      requester.run(IDLE_WAIT_NS);
    }
  }

  private void begin(LoopContext context) {
    long start = orders.startNs();
    context.startAt(start, orders.shared());
    endNs = start + plan.durationNs();
    deadlineNs = endNs + plan.gracefulStopNs();
    nextCutNs = start + Slots.LENGTH_NS;
    pacers.forEach(Pacer::open);
    pauses.expect(clock.nanoTime());
  }

  private void work(LoopContext context) {
    while (!orders.aborted()) {
      long now = clock.nanoTime();
      noticePause(pauses.onBack(now), now);
      takeHands();
      if (orders.leave() != Leave.GRANTED) {
        if (awaitLeave(context) == Leave.REFUSED) {
          endAtOnce(context);
          return;
        }
        continue;
      }
      heldNs = NEVER;
      noticeStop(now);
      if (now >= deadlineNs) {
        finish(context, now);
        return;
      }
      boolean more = context.timers().goOn(now, Pacer.MAX_BEGINS);
      more |= dispatch(now);
      stopWhenDue(now, more);
      if (!more && now >= endNs && drained(context)) {
        finish(context, now);
        return;
      }
      cutWhenDue(context, now);
      rest(context, now, more);
    }
  }

  private void noticePause(long lateNs, long now) {
    if (lateNs >= STOOD_STILL_NS) {
      orders.askLeave();
      heldNs = now - lateNs;
      if (!listener.onStoodStill(index, lateNs)) {
        orders.grantLeave();
      }
    }
  }

  private void takeHands() {
    List<Hand> hands = orders.hands();
    while (handsTaken < hands.size()) {
      Hand hand = hands.get(handsTaken++);
      pacers.forEach(pacer -> pacer.deal(hand));
      firstOpen = 0;
      deal = hand.deal();
      listener.onDealt(index, deal);
    }
  }

  /// Only reads what comes, and says what it read.
  private Leave awaitLeave(LoopContext context) {
    context.sendUntil(Math.min(heldNs, clock.nanoTime()));
    while (orders.leave() == Leave.ASKED && !orders.aborted()) {
      long now = clock.nanoTime();
      takeHands();
      cutWhenDue(context, now);
      context.requester().run(Math.min(IDLE_WAIT_NS, nextCutNs - now));
    }
    Leave answer = orders.leave();
    if (answer == Leave.GRANTED) {
      context.sendUntil(NEVER);
      pauses.expect(clock.nanoTime());
    }
    return answer;
  }

  /// The clock was read before the flag, and the flag is raised before its instant: so nothing due
  /// later has begun.
  private void noticeStop(long now) {
    if (stopNs != orders.stopNs()) {
      stopNs = orders.stopNs();
      endAt(stopNs, now);
    }
    if (leaveNs != orders.leaveNs()) {
      leaveNs = orders.leaveNs();
      endAt(leaveNs, now);
    }
    if (now >= stopNs) {
      pacers.forEach(Pacer::stopWaiting);
    }
  }

  /// What was due before a stop begins, though the loop may have woken up after it: for a moment.
  private void stopWhenDue(long now, boolean more) {
    if (now >= stopNs && (!more || now - stopNs >= STOP_LATE_NS)) {
      pacers.forEach(Pacer::stop);
    }
  }

  private void endAt(long ns, long now) {
    endNs = Math.max(orders.startNs(), Math.min(endNs, ns));
    deadlineNs = Math.min(deadlineNs, Math.max(endNs, now) + plan.gracefulStopNs());
    pacers.forEach(pacer -> pacer.cutShort(endNs));
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
      expect(context, now);
      context.requester().run(0);
      return;
    }
    long dueNs = dueNs(context, now);
    long choreNs = choreNs(context, now);
    expect(context, Math.max(now, Math.min(dueNs, choreNs)));
    long nowNs = clock.nanoTime();
    long untilDueNs = dueNs == NEVER ? NEVER : dueNs - nowNs;
    context.requester().run(Math.min(choreNs - nowNs, idle.waitNs(untilDueNs)));
  }

  /// Answers that are read when it has stood still lead to nothing before it has asked.
  private void expect(LoopContext context, long ns) {
    pauses.expect(ns);
    context.sendUntil(ns + STOOD_STILL_NS);
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
    abandon(context, now);
    cut(context, now, now, true);
  }

  private void abandon(LoopContext context, long now) {
    context.users().interruptAll(now);
    for (Pacer pacer : pacers) {
      while (pacer.abandon(now) && !orders.aborted()) {
        cut(context, now, dueNs(context, now), false);
        pool.awaitRecycling();
      }
    }
  }

  /// What it did not begin is another's: it says up to where it came, and books nothing after that.
  private void endAtOnce(LoopContext context) {
    long now = clock.nanoTime();
    long doneNs = Math.min(Math.min(endNs, heldNs), Math.min(now, context.timers().nextDueNs()));
    for (Pacer pacer : pacers) {
      doneNs = Math.min(doneNs, pacer.oldestNs());
    }
    for (Pacer pacer : pacers) {
      pacer.fence(doneNs);
    }
    context.sendUntil(LoopOrders.NOT_YET);
    long patienceNs = now + FENCE_NS;
    while (now < patienceNs && context.users().inFlight().count() > 0 && !orders.aborted()) {
      context.requester().run(patienceNs - now);
      now = clock.nanoTime();
    }
    abandon(context, now);
    cut(context, now, doneNs, true);
  }

  private void cutWhenDue(LoopContext context, long now) {
    if (now >= nextCutNs) {
      cut(context, now, dueNs(context, now), false);
      nextCutNs += (now - nextCutNs) / Slots.LENGTH_NS * Slots.LENGTH_NS + Slots.LENGTH_NS;
    }
  }

  /// Says up to when all has had its turn: where the loop is behind, that is not yet now.
  private void cut(LoopContext context, long now, long dueNs, boolean last) {
    InFlight inFlight = context.users().inFlight();
    Cut.State state =
        new Cut.State(
            inFlight.count(),
            context.requester().connections(),
            inFlight.cut(now),
            pauses.cut(),
            deal,
            last);
    long untilNs = Math.min(now, dueNs) - context.startNs();
    listener.onCut(index, recorder.cut(Math.max(0, untilNs), state));
  }
}
