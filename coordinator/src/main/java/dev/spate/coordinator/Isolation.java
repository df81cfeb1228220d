package dev.spate.coordinator;

import dev.spate.plan.Plan;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
    boolean inTouch =
        lastNs == NEVER || nowNs - lastNs < limits.silenceNs() / 2 + turn.timers.lateness().ns();
    return inTouch && nowNs >= turn.timers.lenientUntilNs();
  }

  /// Whether one is lost whose node the cluster has given up. The last one that works, and that was
  /// heard a moment ago, is not: nobody could take its lanes, and a process that the cluster cast
  /// out for a broken link joins it anew. If it does not, its silence says so.
  boolean isGone(Turn turn, Member member) {
    boolean justHeard =
        turn.now.monotonicNs() - member.contact().heardNs() < limits.silenceNs() / 2;
    return isSure(turn) && !(justHeard && turn.working().size() == 1);
  }

  /// Whoever it was: also one who has finished, or was lost and is there again.
  private static long lastHeardNs(Turn turn) {
    return turn.all().stream()
        .filter(Isolation::isHere)
        .mapToLong(member -> member.contact().heardNs())
        .max()
        .orElse(NEVER);
  }

  /// Whether nobody has been heard of for as long as one may be silent, who could be.
  private boolean isAlone(Turn turn) {
    long lastNs = lastHeardNs(turn);
    return lastNs != NEVER
        && turn.now.monotonicNs() - lastNs >= limits.silenceNs() + turn.timers.lateness().ns();
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

  /// Who is given up for silence, and how long one may be silent. Where others may be about to be
  /// as silent, they are waited for, a moment: those whom one cause took are given up together, so
  /// that nobody's lanes go to one who is lost as well.
  SortedMap<String, Long> silent(Turn turn) {
    List<Member> working = turn.working();
    SortedMap<String, Long> silent = new TreeMap<>();
    boolean sure = isSure(turn);
    long latenessNs = turn.timers.lateness().ns();
    long longestNs = 0;
    boolean others = false;
    for (Member member : working) {
      long limitNs = limitNs(sure, member, working.size()) + latenessNs;
      long silenceNs = turn.now.monotonicNs() - member.contact().heardNs();
      if (silenceNs >= limitNs) {
        silent.put(member.id(), limitNs);
        longestNs = Math.max(longestNs, silenceNs - limitNs);
      } else if (isHere(member)) {
        others |= silenceNs >= limits.silenceNs() / 2 + latenessNs;
      }
    }
    return others && longestNs < limits.silenceNs() / 2 ? new TreeMap<>() : silent;
  }

  /// As long as nobody else speaks, or has not for long, longer.
  private long limitNs(boolean sure, Member member, int working) {
    boolean awaited = member.contact().reach() == Contact.Reach.AWAITED;
    return awaited || sure ? limits.silenceNs(working) : aloneNs;
  }

  private static boolean isHere(Member member) {
    return member.contact().reach() == Contact.Reach.HERE;
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
