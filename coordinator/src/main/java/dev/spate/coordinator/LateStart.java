package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.plan.Lanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells workers to start that another coordinator made ready and had no time to tell. It asks each
/// for the time first, since what the other one knew of its clock died with that. They begin late
/// what is due, as after any delay.
final class LateStart {
  private static final long BEAT_NS = 1_000_000_000L;

  private final Acquaintance acquaintance;

  LateStart(Acquaintance acquaintance) {
    this.acquaintance = acquaintance;
  }

  /// A worker is here and was told of no start.
  void begin(Turn turn, Member member) {
    Lanes none = Lanes.of(member.lanes().total());
    Recruit late = Recruit.of(member.worker(), none, Probes.NONE, turn.now).whenReady();
    put(turn, acquaintance.askOn(late, turn.now));
  }

  /// @return whether it was an answer to a question of this
  boolean onProbeReply(Turn turn, RunProtocol.ProbeReply reply) {
    Recruit late = turn.unstarted.get(reply.worker());
    Member member = turn.member(reply.worker());
    if (late == null || member == null) {
      return false;
    }
    turn.put(member.with(member.contact().heard(turn.now)));
    put(turn, acquaintance.onProbeReply(late, reply, turn.now));
    return true;
  }

  /// What was lost on its way is asked again. One whose clock is known and who has to wait is asked
  /// all the same, so that it is heard of as often as one that reports.
  void onTick(Turn turn) {
    for (Recruit late : List.copyOf(turn.unstarted.values())) {
      if (turn.now.monotonicNs() - late.probes().sentNs() >= BEAT_NS) {
        put(turn, Acquaintance.ask(late, turn.now));
      }
    }
  }

  private static void put(Turn turn, Acquaintance.Progress progress) {
    turn.unstarted.put(progress.recruit().worker().id(), progress.recruit());
    turn.effects.addAll(progress.effects());
  }

  /// Tells those whose clocks are known, as soon as it is known when arrival 0 was due: from one
  /// that began, or from the journal where nobody did.
  void settle(Turn turn) {
    turn.unstarted.keySet().removeIf(id -> !waits(turn.member(id)));
    if (turn.unstarted.isEmpty() || !isStartKnown(turn)) {
      return;
    }
    for (Recruit late : List.copyOf(turn.unstarted.values())) {
      Member member = turn.member(late.worker().id());
      if (member != null && acquaintance.isKnown(late)) {
        long atNanos = turn.startNs + late.clock().monotonicNs();
        turn.put(member.startingAt(atNanos).with(member.contact().startingAt(turn.startNs)));
        turn.add(new RunEffect.Start(member.id(), atNanos));
        turn.unstarted.remove(member.id());
      }
    }
  }

  private static boolean waits(@Nullable Member member) {
    return member != null && member.isUnstarted();
  }

  /// Whether anybody said when arrival 0 was due, or nobody is there who could.
  static boolean isStartKnown(Turn turn) {
    return turn.all().stream().anyMatch(m -> m.contact().startSeenNs() != Contact.UNSEEN)
        || turn.working().stream().allMatch(m -> m.contact().reach() == Contact.Reach.HERE);
  }
}
