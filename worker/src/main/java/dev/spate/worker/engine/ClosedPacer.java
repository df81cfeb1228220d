package dev.spate.worker.engine;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Users of a closed phase: an iteration is due when its user is free and its pacing is over, and
/// begins when there is a connection.
final class ClosedPacer extends Pacer {
  private final ClosedLoad load;
  private final List<VirtualUser> users = new ArrayList<>();

  /// Users whose iteration is due and finds no connection; at most all of them.
  private final Queue<VirtualUser> waiting = new ArrayDeque<>();

  ClosedPacer(LoopContext context, int phase, ClosedLoad load, Lanes lanes) {
    super(context, phase);
    this.load = load;
    for (int number = 0; number < load.mostUsers(); number++) {
      if (lanes.contains(number % lanes.total())) {
        VirtualUser user = new VirtualUser(context, number);
        user.belongTo(this);
        users.add(user);
      }
    }
  }

  @Override
  void open() {
    for (VirtualUser user : users) {
      context().timers().add(user, beginsNs() + load.beginsNs(user.number(), durationNs()));
    }
  }

  private long durationNs() {
    return endsNs() - beginsNs();
  }

  @Override
  boolean dispatch(long nowNs) {
    for (int begun = 0;
        !stopped() && !waiting.isEmpty() && context().requester().ready();
        begun++) {
      if (begun == MAX_BEGINS) {
        return true;
      }
      beginIteration(waiting.remove());
    }
    return false;
  }

  @Override
  long nextDueNs() {
    return Long.MAX_VALUE;
  }

  @Override
  void onRested(VirtualUser user, long dueNs) {
    if (dueNs >= userEndNs(user)) {
      context().requester().leave(user);
      return;
    }
    context().arrivals(phase(), dueNs).onPlanned();
    user.awaitBegin(dueNs);
    if (!stopped() && hasConnection(user)) {
      beginIteration(user);
      context().recorder().onLag(context().clock().nanoTime() - dueNs);
    } else {
      waiting.add(user);
    }
  }

  private boolean hasConnection(VirtualUser user) {
    Requester requester = context().requester();
    return requester.holds(user) || (waiting.isEmpty() && requester.ready());
  }

  private void beginIteration(VirtualUser user) {
    begin(user, user.dueNs(), seedOf(user));
  }

  private long seedOf(VirtualUser user) {
    return context().plan().seedOf(phase(), ((long) user.number() << 32) | user.iteration());
  }

  private long userEndNs(VirtualUser user) {
    return Math.min(beginsNs() + load.endsNs(user.number(), durationNs()), scheduleEndNs());
  }

  @Override
  void onFinished(VirtualUser user, long endNs) {
    long due = Math.max(endNs, user.dueNs() + load.pacingNs());
    if (due <= endNs || due >= userEndNs(user)) {
      onRested(user, due);
    } else {
      context().timers().add(user, due);
    }
  }

  @Override
  boolean done() {
    return stopped() || waiting.isEmpty();
  }

  @Override
  long longestDueNs() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().dueNs();
  }

  @Override
  void missLongestDue(long dueNs, long nowNs) {
    miss(dueNs, seedOf(waiting.remove()), nowNs);
  }
}
