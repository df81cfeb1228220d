package dev.spate.worker.engine;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;

/// Users of a closed phase: an iteration is due when its user is free and its pacing is over, and
/// begins when there is a connection. A deal of lanes ends the [Stay] of some and brings others;
/// those who stay notice nothing.
final class ClosedPacer extends Pacer {
  private final ClosedLoad load;
  private final List<VirtualUser> users = new ArrayList<>();

  /// Users whose iteration is due and finds no connection; at most all of them.
  private final Queue<VirtualUser> waiting = new ArrayDeque<>();

  ClosedPacer(LoopContext context, int phase, ClosedLoad load, Hand hand) {
    super(context, phase);
    this.load = load;
    Lanes lanes = hand.lanes();
    for (int number = 0; number < load.mostUsers(); number++) {
      if (lanes.contains(number % lanes.total())) {
        users.add(newUser(number, hand));
      }
    }
  }

  private VirtualUser newUser(int number, Hand hand) {
    VirtualUser user = new VirtualUser(context(), new Stay(number, hand.deal(), hand.fromNs()));
    user.belongTo(this);
    return user;
  }

  @Override
  void open() {
    users.forEach(this::come);
  }

  /// A user comes with its ramp, or with its lane where that is later.
  private void come(VirtualUser user) {
    Stay stay = user.stay();
    long rampNs = beginsNs() + load.beginsNs(stay.number(), durationNs());
    context().timers().add(user, Math.max(rampNs, context().startNs() + stay.fromNs()));
  }

  private long durationNs() {
    return endsNs() - beginsNs();
  }

  @Override
  void deal(Hand hand) {
    Lanes lanes = hand.lanes();
    BitSet staying = new BitSet();
    for (VirtualUser user : users) {
      Stay stay = user.stay();
      if (stay.covers(hand.fromNs()) && lanes.contains(stay.number() % lanes.total())) {
        staying.set(stay.number());
        keep(user);
      } else {
        stay.endAt(hand.fromNs());
      }
    }
    dismissWaiting();
    for (int number = 0; number < load.mostUsers(); number++) {
      if (lanes.contains(number % lanes.total()) && !staying.get(number)) {
        VirtualUser user = newUser(number, hand);
        users.add(user);
        come(user);
      }
    }
  }

  /// One who was to go, or has gone already, stays after all.
  private void keep(VirtualUser user) {
    Stay stay = user.stay();
    stay.goOn();
    if (stay.over() && user.dueNs() < userEndNs(user)) {
      stay.setOver(false);
      context().timers().add(user, user.dueNs());
    }
  }

  /// Where a deal comes late, iterations may be due that are not this loop's any more: they were
  /// planned here, and will not begin here.
  private void dismissWaiting() {
    long nowNs = context().clock().nanoTime();
    for (Iterator<VirtualUser> i = waiting.iterator(); i.hasNext(); ) {
      VirtualUser user = i.next();
      if (user.dueNs() >= userEndNs(user)) {
        i.remove();
        miss(user.dueNs(), takeSeed(user), nowNs);
        leave(user);
      }
    }
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
  long oldestNs() {
    return Long.MAX_VALUE;
  }

  @Override
  void onRested(VirtualUser user, long dueNs) {
    user.awaitBegin(dueNs);
    if (dueNs >= userEndNs(user)) {
      leave(user);
      return;
    }
    if (context().holds(dueNs)) {
      context().timers().add(user, dueNs);
      return;
    }
    context().arrivals(phase(), dueNs).onPlanned();
    if (!stopped() && hasConnection(user)) {
      beginIteration(user);
      context().recorder().onLag(context().clock().nanoTime() - dueNs);
    } else {
      waiting.add(user);
    }
  }

  private void leave(VirtualUser user) {
    user.stay().setOver(true);
    context().requester().leave(user);
  }

  private boolean hasConnection(VirtualUser user) {
    Requester requester = context().requester();
    return requester.holds(user) || (waiting.isEmpty() && requester.ready());
  }

  private void beginIteration(VirtualUser user) {
    long iteration = user.stay().takeIteration();
    begin(user, user.dueNs(), iteration, seedOf(user, iteration));
  }

  /// Each user and iteration draws its own, whoever runs it.
  private long seedOf(VirtualUser user, long iteration) {
    long number = ((long) user.stay().number() << Stay.NUMBER_BITS) | iteration;
    return context().plan().seedOf(phase(), number);
  }

  private long takeSeed(VirtualUser user) {
    return seedOf(user, user.stay().takeIteration());
  }

  private long userEndNs(VirtualUser user) {
    Stay stay = user.stay();
    long stayEndNs =
        stay.untilNs() == Long.MAX_VALUE ? Long.MAX_VALUE : context().startNs() + stay.untilNs();
    long rampNs = beginsNs() + load.endsNs(stay.number(), durationNs());
    return Math.min(Math.min(rampNs, scheduleEndNs()), stayEndNs);
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
  boolean waitsForRoom() {
    return !waiting.isEmpty();
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
  void fence(long endNs) {
    cutShort(endNs);
    stop();
  }

  @Override
  void missLongestDue(long dueNs, long nowNs) {
    miss(dueNs, takeSeed(waiting.remove()), nowNs);
  }
}
