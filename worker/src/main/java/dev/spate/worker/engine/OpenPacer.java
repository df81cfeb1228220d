package dev.spate.worker.engine;

import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Schedule;

/// Arrivals of an open phase. Those that find a limit reached wait in the schedule itself, which
/// costs no memory: the cursor stays where it is until there is room, and they begin late.
final class OpenPacer extends Pacer {
  private final Schedule.Cursor cursor;
  private final long maxUsers;
  private final boolean dropsAtLimit;
  private long users;
  private boolean blocked;

  /// When a virtual user last left, and so made room under maxVUs.
  private long roomNs = Long.MIN_VALUE;

  OpenPacer(LoopContext context, int phase, OpenLoad load, Lanes lanes) {
    super(context, phase);
    Phase planned = context.plan().phases().get(phase);
    this.cursor =
        Schedule.of(load, planned.durationNs(), context.plan().seed(), phase).cursor(lanes);
    this.maxUsers = Math.max(1, lanes.share(planned.maxVUs()));
    this.dropsAtLimit = planned.onLimit() == Phase.OnLimit.DROP;
  }

  @Override
  void open() {}

  @Override
  boolean dispatch(long nowNs) {
    if (stopped()) {
      return false;
    }
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
    long seed = context().plan().seedOf(phase(), cursor.arrival());
    cursor.advance();
    if (!hasRoom()) {
      context().arrivals(phase(), due).onDropped();
      return;
    }
    long ready = blocked ? Math.max(due, Math.max(roomNs, context().users().lastEndNs())) : due;
    context().recorder().onLag(context().clock().nanoTime() - ready);
    users++;
    begin(context().users().take(context()), due, seed);
  }

  private boolean hasRoom() {
    return users < maxUsers && context().requester().ready();
  }

  private long dueNs() {
    long due = cursor.dueNs();
    if (due == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long dueNs = beginsNs() + due;
    return dueNs < scheduleEndNs() ? dueNs : Long.MAX_VALUE;
  }

  @Override
  long nextDueNs() {
    return blocked || stopped() ? Long.MAX_VALUE : dueNs();
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
  boolean done() {
    return stopped() || dueNs() == Long.MAX_VALUE;
  }

  @Override
  long longestDueNs() {
    return dueNs();
  }

  @Override
  void missLongestDue(long dueNs, long nowNs) {
    context().arrivals(phase(), dueNs).onPlanned();
    miss(dueNs, context().plan().seedOf(phase(), cursor.arrival()), nowNs);
    cursor.advance();
  }
}
