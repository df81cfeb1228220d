package dev.spate.coordinator;

import dev.spate.plan.Plan;

/// Whether it is this node that is cut off, rather than its workers dead. Where one worker is
/// silent and others speak, that one is lost; where none of them speaks, nothing is won by giving
/// them up, for nobody is there to take their lanes, and they go on for their orphan grace. So they
/// are waited for, as a coordinator does that was restarted.
final class Isolation {
  private static final long NEVER = Long.MIN_VALUE;

  private final RunLimits limits;
  private final long aloneNs;

  Isolation(Plan plan, RunLimits limits) {
    this.limits = limits;
    this.aloneNs = Math.max(limits.aloneNs(), plan.workers().orphanGraceNs()) + limits.silenceNs();
  }

  /// Whether what is missing is lost: somebody was heard of a moment ago, for one who is there
  /// reports each second, and that has been so for a while. Also where nobody has been heard of
  /// ever, by a coordinator that took the run over: it has limits of its own.
  boolean isSure(Turn turn) {
    long nowNs = turn.now.monotonicNs();
    long lastNs = lastHeardNs(turn);
    boolean inTouch = lastNs == NEVER || nowNs - lastNs < limits.silenceNs() / 2;
    return inTouch && nowNs >= turn.timers.lenientUntilNs();
  }

  /// Whoever it was: also one who has finished, or was lost and is there again.
  private static long lastHeardNs(Turn turn) {
    return turn.all().stream()
        .filter(member -> member.contact().reach() == Contact.Reach.HERE)
        .mapToLong(member -> member.contact().heardNs())
        .max()
        .orElse(NEVER);
  }

  /// Whether nobody has been heard of for as long as one may be silent, who could be.
  private boolean isAlone(Turn turn) {
    long lastNs = lastHeardNs(turn);
    return lastNs != NEVER && turn.now.monotonicNs() - lastNs >= limits.silenceNs();
  }

  /// Looks around, once a tick.
  void onTick(Turn turn) {
    if (!isAlone(turn) || turn.working().isEmpty()) {
      return;
    }
    long nowNs = turn.now.monotonicNs();
    if (nowNs >= turn.timers.lenientUntilNs()) {
      turn.add(
          new RunEffect.Warn(
              "no worker is heard of: waits up to %d s for them to be there again"
                  .formatted(aloneNs / 1_000_000_000L)));
    }
    turn.timers = turn.timers.lenientUntil(nowNs + limits.marginNs());
  }

  /// How long a worker may be silent where so many work. As long as nobody else speaks, longer.
  long silenceNs(Turn turn, Member member, int working) {
    boolean awaited = member.contact().reach() == Contact.Reach.AWAITED;
    return awaited || isSure(turn) ? limits.silenceNs(working) : aloneNs;
  }

  /// Until when nobody is lost for not having finished.
  long patientUntilNs(Turn turn) {
    long lastNs = lastHeardNs(turn);
    boolean lenient = turn.now.monotonicNs() < turn.timers.lenientUntilNs();
    return !lenient
        ? turn.timers.patientUntilNs()
        : Math.max(
            turn.timers.patientUntilNs(), Math.min(turn.timers.lenientUntilNs(), lastNs + aloneNs));
  }
}
