package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Assignment;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.List;

/// Deals the lanes anew when workers are lost, come, or want to leave. Those that are there keep
/// theirs, but what their new shares call for.
///
/// A worker is told of one deal at a time, in their order, and of the next when it has taken that:
/// what a deal gave it until the next one holds is its own, however late it hears.
final class Dealing {
  private final Plan plan;
  private final RunLimits limits;

  Dealing(Plan plan, RunLimits limits) {
    this.plan = plan;
    this.limits = limits;
  }

  /// Deals, where lanes have an owner that will not do what is due later, or somebody came.
  void settle(Turn turn) {
    List<Member> all = turn.all();
    if (!turn.joined && all.stream().noneMatch(this::hasLanesToGive)) {
      return;
    }
    if (all.stream().noneMatch(Member::canTakeMore)) {
      sendHome(turn);
    } else if (isInTime(turn)) {
      deal(turn, all);
    }
  }

  private boolean hasLanesToGive(Member member) {
    return member.lanes().size() > 0
        && switch (member.state()) {
          case LEAVING, LEFT -> true;
          case LOST, RETURNED -> plan.workers().onLoss() == Workers.OnLoss.REBALANCE;
          case WORKING, FINISHED -> false;
        };
  }

  /// Nobody is there to take the lanes of those who want to leave: they leave them undone.
  private static void sendHome(Turn turn) {
    for (Member member : turn.working()) {
      if (member.state() == Member.State.LEAVING && member.account().finished() == null) {
        turn.add(new RunEffect.Stop(member.id()));
      }
    }
  }

  /// Whether a deal made now holds before the schedule is over.
  boolean isInTime(Turn turn) {
    return fromNs(turn) < plan.durationNs();
  }

  /// So far ahead that the orders reach the slowest, and not before the last deal.
  private long fromNs(Turn turn) {
    long slowestNs =
        turn.working().stream()
            .mapToLong(member -> 4 * member.share().startUncertaintyNs())
            .max()
            .orElse(0);
    long beforeNs = turn.deals.isEmpty() ? 0 : turn.deals.getLast().fromNs();
    return Math.max(beforeNs, turn.sinceStartNs() + limits.leadNs() + slowestNs);
  }

  private void deal(Turn turn, List<Member> all) {
    Assignment before = new Assignment(all.stream().map(Member::lanes).toList());
    List<Lanes> after = before.redeal(all.stream().map(this::weight).toList()).parts();
    List<RunEvent.Share> shares = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Member member = all.get(i).with(after.get(i));
      turn.put(member);
      if (weight(member) > 0) {
        shares.add(member.share());
      }
    }
    RunEvent.Dealt dealt = new RunEvent.Dealt(turn.lastDeal() + 1, fromNs(turn), shares);
    turn.keep(dealt);
    turn.deals.add(dealt);
    for (Member member : turn.working()) {
      if (member.account().dealTaken() == dealt.deal() - 1) {
        tellNext(turn, member);
      }
    }
  }

  /// What a worker that was lost keeps where the plan goes on without it counts as its own: it is
  /// lost.
  private int weight(Member member) {
    boolean stays =
        member.canTakeMore()
            || (member.lost() && plan.workers().onLoss() == Workers.OnLoss.CONTINUE);
    return stays ? member.worker().weight() : 0;
  }

  /// Tells a worker of the first deal that it has not taken.
  static void tellNext(Turn turn, Member member) {
    int taken = member.account().dealTaken();
    if (member.contact().reach() == Contact.Reach.HERE
        && !member.isUnstarted()
        && taken < turn.lastDeal()) {
      RunEvent.Dealt next = turn.deals.get(taken);
      Lanes lanes = lanesIn(next, member);
      turn.add(new RunEffect.Deal(member.id(), next.deal(), lanes, next.fromNs()));
    }
  }

  private static Lanes lanesIn(RunEvent.Dealt dealt, Member member) {
    for (RunEvent.Share share : dealt.shares()) {
      if (share.worker().id().equals(member.id())) {
        return share.lanes();
      }
    }
    return Lanes.of(member.lanes().total());
  }

  /// The last deal under which a worker has anything to do, or leave, before its schedule ended.
  static int lastDealOf(Turn turn, Member member, long scheduleEndNs) {
    int last = 0;
    boolean had = true;
    for (RunEvent.Dealt dealt : turn.deals) {
      boolean has = lanesIn(dealt, member).size() > 0;
      if (dealt.fromNs() < scheduleEndNs && (has || had)) {
        last = dealt.deal();
      }
      had = has;
    }
    return last;
  }
}
