package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.List;

/// Takes workers in while a run goes on, as many as there are places: made ready like the others,
/// with no lanes, told when arrival 0 was due, and given lanes with the next deal.
///
/// An id has one part in a run: a worker that was restarted under the id of one that had a part may
/// take part in the next run. What was due at that id's lanes, lost or late, stays that one's.
final class Joining {
  private final Plan plan;
  private final RunLimits limits;
  private final Acquaintance acquaintance;
  private final Dealing dealing;

  Joining(Plan plan, RunLimits limits, Acquaintance acquaintance, Dealing dealing) {
    this.plan = plan;
    this.limits = limits;
    this.acquaintance = acquaintance;
    this.dealing = dealing;
  }

  static void onAppeared(Turn turn, WorkerDescription worker) {
    Member namesake = turn.member(worker.id());
    if (namesake == null) {
      turn.spare.put(worker.id(), worker);
      turn.changed = true;
    } else if (namesake.worker().incarnation() != worker.incarnation()) {
      turn.add(
          new RunEffect.Warn(
              "%s is there again as another process: it may take part in the next run"
                  .formatted(worker.id())));
    }
  }

  static void onDeparted(Turn turn, String worker, long incarnation) {
    turn.spare.values().removeIf(w -> w.id().equals(worker) && w.incarnation() == incarnation);
    turn.recruits
        .values()
        .removeIf(r -> r.worker().id().equals(worker) && r.worker().incarnation() == incarnation);
  }

  void onHeard(Turn turn, Recruit recruit, RunProtocol message) {
    switch (message) {
      case RunProtocol.Ready ready ->
          beginWhenKnown(turn, acquaintance.onReady(recruit, ready, turn.now));
      case RunProtocol.ProbeReply reply ->
          beginWhenKnown(turn, acquaintance.onProbeReply(recruit, reply, turn.now));
      case RunProtocol.Refused(_, _, var reason) -> dismiss(turn, recruit, "refused: " + reason);
      case RunProtocol.Failed(_, _, var reason) -> dismiss(turn, recruit, "failed: " + reason);
      case RunProtocol.Leaving _ -> dismiss(turn, recruit, "was asked to end");
      case RunProtocol.Reported _,
          RunProtocol.Finished _,
          RunProtocol.Dealt _,
          RunProtocol.Woken _,
          RunProtocol.Adopted _,
          RunProtocol.Kept _,
          RunProtocol.PlanTold _,
          RunProtocol.WentThrough _ ->
          turn.ignore(message, "the worker has not started");
    }
  }

  private void beginWhenKnown(Turn turn, Acquaintance.Progress progress) {
    Recruit recruit = progress.recruit();
    turn.recruits.put(recruit.worker().id(), recruit);
    turn.effects.addAll(progress.effects());
    if (!acquaintance.isKnown(recruit)) {
      return;
    }
    Member member = recruit.member(turn.startNs, turn.lastDeal(), turn.now.monotonicNs());
    turn.put(member);
    if (!dealing.isInTime(turn)) {
      turn.forget(member);
      dismiss(turn, recruit, "the schedule is nearly over");
      return;
    }
    turn.recruits.remove(recruit.worker().id());
    turn.add(new RunEffect.Start(member.id(), member.startAtNanos()));
    turn.joined = true;
  }

  private static void dismiss(Turn turn, Recruit recruit, String why) {
    String id = recruit.worker().id();
    turn.recruits.remove(id);
    turn.add(new RunEffect.Warn(id + " does not join: " + why));
    turn.add(new RunEffect.Release(id));
  }

  /// Nobody joins any more.
  static void dismissAll(Turn turn) {
    for (Recruit recruit : List.copyOf(turn.recruits.values())) {
      dismiss(turn, recruit, "the schedule is over");
    }
  }

  /// Fills the places that are free.
  void fill(Turn turn) {
    int free = turn.places - turn.working().size() - turn.recruits.size();
    if (free <= 0 || turn.spare.isEmpty() || !dealing.isInTime(turn)) {
      return;
    }
    for (WorkerDescription worker : turn.spare.values().stream().limit(free).toList()) {
      turn.spare.remove(worker.id());
      Lanes none = Lanes.of(plan.lanes());
      Probes needed = acquaintance.needed(worker.clock());
      turn.recruits.put(worker.id(), Recruit.of(worker, none, needed, turn.now));
      turn.add(new RunEffect.Prepare(worker.id(), none));
    }
  }

  void onTick(Turn turn, boolean retry) {
    for (Recruit recruit : List.copyOf(turn.recruits.values())) {
      if (turn.now.monotonicNs() - recruit.sinceNs() >= limits.prepareNs()) {
        dismiss(turn, recruit, "not ready in time");
      } else if (retry) {
        Acquaintance.Progress again = acquaintance.repeat(recruit, turn.now);
        turn.recruits.put(recruit.worker().id(), again.recruit());
        turn.effects.addAll(again.effects());
      }
    }
  }
}
