package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.measure.Interval;
import dev.spate.plan.Plan;
import java.util.Arrays;

/// What the crew of a run says, and what becomes of each of them.
///
/// One that was lost and speaks again is fenced: its lanes are another's. Its reports are taken all
/// the same, since the target saw what they tell of.
final class Listening {
  private final Plan plan;
  private final LateStart lateStart;

  Listening(Plan plan, LateStart lateStart) {
    this.plan = plan;
    this.lateStart = lateStart;
  }

  /// It is to report here, wherever it reported before; then it is told what it missed.
  void onReturned(Turn turn, WorkerDescription worker) {
    Member member = turn.member(worker.id());
    if (member == null || member.worker().incarnation() != worker.incarnation()) {
      if (!turn.recruits.containsKey(worker.id())) {
        turn.add(new RunEffect.Release(worker.id()));
      }
      return;
    }
    if (member.working() || member.lost()) {
      turn.put(member.with(member.contact().asked()));
      turn.add(new RunEffect.Adopt(worker.id(), member.account().inbox().acknowledged()));
    }
    if (member.lost()) {
      turn.add(new RunEffect.Fence(worker.id()));
    }
  }

  void onHeard(Turn turn, RunProtocol message, boolean stopped) {
    Member known = turn.member(message.worker());
    if (known == null) {
      turn.ignore(message, "the worker has no part in the run");
      return;
    }
    switch (message) {
      case RunProtocol.Reported(_, var interval) -> {
        if (interval.incarnation() != known.worker().incarnation()) {
          turn.ignore(message, "another incarnation of the worker says it");
          return;
        }
        onReported(turn, known, interval);
      }
      case RunProtocol.Finished finished -> onFinished(turn, known, finished);
      case RunProtocol.Failed(_, _, var reason) -> onFailed(turn, known, reason);
      case RunProtocol.Dealt(_, _, var deal) -> onDealt(turn, known, deal);
      case RunProtocol.Woken woken -> onWoken(turn, known, woken);
      case RunProtocol.Leaving _ -> onLeaving(turn, known);
      case RunProtocol.Adopted adopted -> onAdopted(turn, known, adopted);
      case RunProtocol.ProbeReply reply -> {
        if (!lateStart.onProbeReply(turn, reply)) {
          turn.ignore(message, "the run has started");
        }
        return;
      }
      case RunProtocol.Ready _,
          RunProtocol.Refused _,
          RunProtocol.Kept _,
          RunProtocol.PlanTold _,
          RunProtocol.WentThrough _ -> {
        turn.ignore(message, "the run has started");
        return;
      }
    }
    endWhereComplete(turn, message.worker(), stopped);
  }

  private void onReported(Turn turn, Member known, Interval interval) {
    if (interval.untilNs() < plan.durationNs()) { // afterwards it stands still
      turn.timers = turn.timers.hearing(turn.sinceStartNs() - interval.untilNs());
    }
    Inbox.Accepted accepted = known.account().inbox().accept(interval);
    for (Interval next : accepted.inOrder()) {
      turn.keep(new RunEvent.Reported(next));
    }
    Contact contact = known.contact().heard(turn.now).working();
    turn.put(known.with(contact).with(known.account().with(accepted)));
    if (accepted.inbox().acknowledged() >= 0) {
      turn.add(new RunEffect.Acknowledge(known.id(), accepted.inbox().acknowledged()));
    }
    loseIfAnothersDeal(turn, known, interval.deal());
    fenceIfLost(turn, known.id());
  }

  private static void onFinished(Turn turn, Member known, RunProtocol.Finished finished) {
    turn.put(known.with(known.contact().heard(turn.now)).with(known.account().with(finished)));
    fenceIfLost(turn, known.id());
  }

  /// It has no part any more, nor anything to hand over.
  private static void onFailed(Turn turn, Member known, String reason) {
    if (known.working()) {
      turn.lose(known, reason);
    }
  }

  private static void onDealt(Turn turn, Member known, int deal) {
    Member member =
        known.with(known.contact().heard(turn.now)).with(known.account().withDeal(deal));
    turn.put(member);
    if (member.working()) {
      Dealing.tellNext(turn, member);
    } else {
      fenceIfLost(turn, known.id());
    }
  }

  private static void onWoken(Turn turn, Member known, RunProtocol.Woken woken) {
    turn.put(known.with(known.contact().heard(turn.now)));
    if (known.working()) {
      turn.add(new RunEffect.GoOn(known.id(), woken.askedNanos()));
    } else {
      fenceIfLost(turn, known.id());
    }
  }

  private static void onLeaving(Turn turn, Member known) {
    Member member = known.with(known.contact().heard(turn.now));
    if (known.state() == Member.State.WORKING) {
      member = member.with(Member.State.LEAVING);
      turn.changed = true;
    }
    turn.put(member);
    fenceIfLost(turn, known.id());
  }

  private void onAdopted(Turn turn, Member known, RunProtocol.Adopted adopted) {
    if (adopted.incarnation() != known.worker().incarnation()) {
      turn.ignore(adopted, "another incarnation of the worker says it");
      return;
    }
    boolean began = adopted.sinceStartNs() != Long.MIN_VALUE;
    boolean another = known.startAtNanos() == 0;
    long startNs =
        began && another ? turn.now.monotonicNs() - adopted.sinceStartNs() : Contact.UNSEEN;
    Contact contact = known.contact().heard(turn.now).adopted(began, startNs);
    Member member = known.with(contact).with(known.account().withDeal(adopted.deal()));
    turn.put(member);
    if (startNs != Contact.UNSEEN) {
      turn.startNs = median(turn);
    }
    if (loseIfAnothersDeal(turn, known, adopted.deal())) {
      return;
    }
    if (!member.working()) {
      fenceIfLost(turn, known.id());
    } else if (!began && another) {
      lateStart.begin(turn, member);
    } else {
      Dealing.tellNext(turn, member);
    }
  }

  /// A worker that another coordinator gave lanes after it was cut off, so that its journal, as it
  /// is here, does not say so: which these are nobody knows. Its part is another's from now on.
  private static boolean loseIfAnothersDeal(Turn turn, Member known, int deal) {
    Member member = turn.member(known.id());
    boolean firstWord =
        known.startAtNanos() == 0 && known.contact().startSeenNs() == Contact.UNSEEN;
    if (member == null || !member.working() || !firstWord || deal <= turn.inherited) {
      return false;
    }
    turn.lose(member, "it took lanes from another coordinator");
    turn.onReturned(known.id());
    return true;
  }

  /// When arrival 0 was due, by those who know.
  private static long median(Turn turn) {
    long[] seen =
        turn.all().stream()
            .mapToLong(member -> member.contact().startSeenNs())
            .filter(startNs -> startNs != Contact.UNSEEN)
            .sorted()
            .toArray();
    return Arrays.stream(seen).skip((seen.length - 1) / 2).findFirst().orElse(turn.startNs);
  }

  private static void fenceIfLost(Turn turn, String worker) {
    Member member = turn.member(worker);
    if (member == null || !member.lost()) {
      return;
    }
    Member returned = member.with(Member.State.RETURNED);
    turn.put(returned);
    turn.add(
        returned.account().complete()
            ? new RunEffect.Release(worker)
            : new RunEffect.Fence(worker));
  }

  private void endWhereComplete(Turn turn, String worker, boolean stopped) {
    Member member = turn.member(worker);
    if (member == null || !member.working()) {
      return;
    }
    RunProtocol.Finished finished = member.account().finished();
    if (finished == null) {
      return;
    }
    long endNs = finished.scheduleEndNs();
    if (!member.account().completeUnder(Dealing.lastDealOf(turn, member, endNs))) {
      return;
    }
    if (member.state() == Member.State.LEAVING) {
      turn.end(
          member.ended(Member.State.LEFT, "it was asked to end"),
          WorkerEnd.LEFT,
          Math.max(0, turn.sinceStartNs()));
    } else if (stopped || endNs >= plan.durationNs()) {
      turn.end(member.ended(Member.State.FINISHED, ""), WorkerEnd.FINISHED, endNs);
    } else {
      turn.lose(member, "it stopped by itself, for it heard of no coordinator");
    }
  }
}
