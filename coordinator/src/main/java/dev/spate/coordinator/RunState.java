package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a run is. Immutable.
sealed interface RunState {
  /// For as many workers as the plan expects.
  ///
  /// @param present by id
  record Waiting(long deadlineNs, SortedMap<String, WorkerDescription> present)
      implements RunState {
    public Waiting {
      present = Collections.unmodifiableSortedMap(new TreeMap<>(present));
    }
  }

  /// The workers are chosen, get ready, and are asked for the time.
  ///
  /// @param retryAtNs when orders without an answer are repeated
  record Preparing(long deadlineNs, long retryAtNs, SortedMap<String, Recruit> recruits)
      implements RunState {
    public Preparing {
      recruits = Collections.unmodifiableSortedMap(new TreeMap<>(recruits));
    }

    Preparing with(Recruit recruit) {
      SortedMap<String, Recruit> changed = new TreeMap<>(recruits);
      changed.put(recruit.worker().id(), recruit);
      return new Preparing(deadlineNs, retryAtNs, changed);
    }

    Preparing retryingAt(long nextNs) {
      return new Preparing(deadlineNs, nextNs, recruits);
    }
  }

  /// The workers know when arrival 0 is due, and follow the schedule.
  record Running(Crew crew) implements RunState {}

  /// The schedule is over, by its end or by a stop; what is in flight comes to an end.
  ///
  /// @param deadlineNs after which workers that have not finished count as lost
  /// @param stopped whether somebody asked for it
  record Draining(Crew crew, long deadlineNs, boolean stopped) implements RunState {}

  /// Nothing happens any more.
  record Closed(Ending ending, String detail) implements RunState {}

  /// The workers of a started run.
  ///
  /// @param startNs when arrival 0 is due, on the coordinator's monotonic clock
  /// @param retryAtNs when orders without an answer are repeated
  record Crew(long startNs, long retryAtNs, Map<String, Member> members) {
    public Crew {
      members = Collections.unmodifiableMap(new HashMap<>(members));
    }

    Crew with(Member member) {
      Map<String, Member> changed = new HashMap<>(members);
      changed.put(member.worker().id(), member);
      return new Crew(startNs, retryAtNs, changed);
    }

    Crew retryingAt(long nextNs) {
      return new Crew(startNs, nextNs, members);
    }

    /// Nanoseconds since arrival 0, not negative.
    long sinceStartNs(Moment now) {
      return Math.max(0, now.monotonicNs() - startNs);
    }

    boolean allEnded() {
      return members.values().stream().noneMatch(Member::working);
    }
  }
}
