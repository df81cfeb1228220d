package dev.spate.worker.engine;

import dev.spate.plan.Phase;
import dev.spate.plan.Schedule;
import java.util.ArrayList;
import java.util.List;

/// Arrivals of an open phase. Those that find a limit reached wait in the schedule itself, which
/// costs no memory: the cursor stays where it is until there is room, and they begin late.
///
/// Each deal of lanes is a [Stretch] of its own, which ends where that of the next deal begins; the
/// users of all of them count against one limit.
final class OpenPacer extends Pacer {
  private final Phase planned;
  private final boolean dropsAtLimit;
  private final UserLimit limit;
  private final List<Stretch> stretches = new ArrayList<>();
  private long users;
  private boolean blocked;

  /// When a virtual user last left, and so made room under maxVUs.
  private long roomNs = Long.MIN_VALUE;

  /// The stretch whose turn it is, and what is looked at for each arrival of it.
  private int current;

  private Schedule.Cursor cursor;
  private long untilNs = Long.MAX_VALUE;
  private long overlapEndNs;

  OpenPacer(LoopContext context, int phase, Hand hand) {
    super(context, phase);
    this.planned = context.plan().phases().get(phase);
    this.dropsAtLimit = planned.onLimit() == Phase.OnLimit.DROP;
    this.limit = new UserLimit(limitOf(hand));
    this.cursor = hand.cursor(phase);
    stretches.add(new Stretch(hand.lanes(), cursor, 0, 0));
  }

  /// A loop that has no lanes may still have to begin what waits at those that it had.
  private long limitOf(Hand hand) {
    return Math.max(1, hand.lanes().share(planned.maxVUs()));
  }

  @Override
  void open() {}

  @Override
  void deal(Hand hand) {
    long fromNs = Math.max(0, hand.fromNs() - sinceStartNs());
    long begunUntilNs = 0;
    for (Stretch earlier : stretches) {
      earlier.cutShort(fromNs);
      begunUntilNs = Math.max(begunUntilNs, earlier.cursor().dueNs());
    }
    stretches.add(new Stretch(hand.lanes(), hand.cursor(phase()), fromNs, begunUntilNs));
    untilNs = stretches.get(current).untilNs();
    limit.change(hand.fromNs(), limitOf(hand));
  }

  @Override
  boolean dispatch(long nowNs) {
    if (stopped()) {
      return false;
    }
    limit.passTo(nowNs - context().startNs());
    long due = dueNs();
    for (int begun = 0; due <= nowNs; begun++) {
      if (!hasRoom() && !dropsAtLimit) {
        blocked = true;
        return false;
      }
      if (begun == MAX_BEGINS) {
        return true;
      }
      take(due);
      due = dueNs();
    }
    blocked = false;
    return false;
  }

  private void take(long due) {
    context().arrivals(phase(), due).onPlanned();
    long arrival = cursor.arrival();
    long seed = context().plan().seedOf(phase(), arrival);
    advance();
    if (!hasRoom()) {
      context().arrivals(phase(), due).onDropped();
      return;
    }
    long ready = blocked ? Math.max(due, Math.max(roomNs, context().users().lastEndNs())) : due;
    context().recorder().onLag(context().clock().nanoTime() - ready);
    users++;
    begin(context().users().take(context()), due, arrival, seed);
  }

  private boolean hasRoom() {
    return limit.allows(users) && context().requester().ready();
  }

  private long dueNs() {
    long due = cursor.dueNs();
    while (due >= untilNs) {
      if (current == stretches.size() - 1) {
        return Long.MAX_VALUE;
      }
      goOnWith(stretches.get(++current));
      due = cursor.dueNs();
    }
    if (due == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long dueNs = beginsNs() + due;
    return dueNs < scheduleEndNs() ? dueNs : Long.MAX_VALUE;
  }

  private void goOnWith(Stretch next) {
    cursor = next.cursor();
    untilNs = next.untilNs();
    overlapEndNs = next.overlapEndNs();
    passOverlap();
  }

  private void advance() {
    cursor.advance();
    if (cursor.dueNs() <= overlapEndNs) {
      passOverlap();
    }
  }

  /// Passes over what an earlier stretch has begun already, because the deal came late.
  private void passOverlap() {
    while (cursor.dueNs() <= overlapEndNs
        && cursor.dueNs() != Long.MAX_VALUE
        && hasPassed(cursor.arrival(), cursor.dueNs())) {
      cursor.advance();
    }
  }

  private boolean hasPassed(long arrival, long dueNs) {
    for (int earlier = 0; earlier < current; earlier++) {
      if (stretches.get(earlier).hasPassed(arrival, dueNs)) {
        return true;
      }
    }
    return false;
  }

  @Override
  long nextDueNs() {
    if (stopped()) {
      return Long.MAX_VALUE;
    }
    return blocked ? limitChangesNs() : dueNs();
  }

  private long limitChangesNs() {
    return limit.nextNs() == Long.MAX_VALUE ? Long.MAX_VALUE : context().startNs() + limit.nextNs();
  }

  @Override
  long oldestNs() {
    return dueNs();
  }

  @Override
  void onFinished(VirtualUser user, long endNs) {
    users--;
    roomNs = Math.max(roomNs, endNs);
    context().requester().leave(user);
    context().users().give(user);
  }

  @Override
  void onRested(VirtualUser user, long dueNs) {
    throw new IllegalStateException("arrivals of an open phase do not come back");
  }

  @Override
  boolean waitsForRoom() {
    return blocked;
  }

  @Override
  boolean done() {
    return stopped() || dueNs() == Long.MAX_VALUE;
  }

  @Override
  long longestDueNs() {
    return dueNs();
  }

  @Override
  void fence(long endNs) {
    stop();
    cutShort(Long.MIN_VALUE);
  }

  @Override
  void missLongestDue(long dueNs, long nowNs) {
    context().arrivals(phase(), dueNs).onPlanned();
    miss(dueNs, context().plan().seedOf(phase(), cursor.arrival()), nowNs);
    advance();
  }
}
