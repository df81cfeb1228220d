package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The workers of a started run. Immutable; one step of it is a [Turn].
///
/// @param startNs when arrival 0 is due, on the coordinator's monotonic clock
/// @param places how many may take part at a time
/// @param members by id: all who had a part ever
/// @param recruits by id: those that get ready to join
/// @param spare by id: those that have nothing to do
/// @param unstarted by id: those that another coordinator made ready, and did not tell to start
/// @param deals all since the start
/// @param inherited how many of them another coordinator made
/// @param timers what is to be done when
record Crew(
    long startNs,
    int places,
    ById<Member> members,
    SortedMap<String, Recruit> recruits,
    SortedMap<String, WorkerDescription> spare,
    SortedMap<String, Recruit> unstarted,
    List<RunEvent.Dealt> deals,
    int inherited,
    Timers timers) {
  public Crew {
    recruits = Collections.unmodifiableSortedMap(new TreeMap<>(recruits));
    spare = Collections.unmodifiableSortedMap(new TreeMap<>(spare));
    unstarted = Collections.unmodifiableSortedMap(new TreeMap<>(unstarted));
    deals = List.copyOf(deals);
  }

  /// @param retryAtNs when orders without an answer are repeated
  /// @param tickedNs when time was last told to pass
  /// @param patientUntilNs before that, nobody is lost for not having finished: the workers of an
  ///   earlier coordinator have so long to come back
  /// @param lenientUntilNs before that, nobody is lost for silence: nobody at all was heard of for
  ///   a while, and those who are there again are not all back at once
  /// @param closeAtNs when the run is closed whoever has something to hand over; [Long#MAX_VALUE]
  ///   where nobody else is awaited
  /// @param lateness how late this coordinator hears what is said
  record Timers(
      long retryAtNs,
      long tickedNs,
      long patientUntilNs,
      long lenientUntilNs,
      long closeAtNs,
      Lateness lateness) {
    static Timers from(long nowNs, long retryNs) {
      return new Timers(nowNs + retryNs, nowNs, nowNs, nowNs, Long.MAX_VALUE, Lateness.NONE);
    }

    Timers retryingAt(long nextNs) {
      return new Timers(nextNs, tickedNs, patientUntilNs, lenientUntilNs, closeAtNs, lateness);
    }

    Timers tickedAt(long nowNs) {
      return new Timers(
          retryAtNs, nowNs, patientUntilNs, lenientUntilNs, closeAtNs, lateness.atTick());
    }

    Timers patientUntil(long untilNs) {
      return new Timers(retryAtNs, tickedNs, untilNs, lenientUntilNs, closeAtNs, lateness);
    }

    Timers lenientUntil(long untilNs) {
      return new Timers(retryAtNs, tickedNs, patientUntilNs, untilNs, closeAtNs, lateness);
    }

    Timers closingAt(long atNs) {
      return new Timers(retryAtNs, tickedNs, patientUntilNs, lenientUntilNs, atNs, lateness);
    }

    Timers hearing(long lateNs) {
      return new Timers(
          retryAtNs, tickedNs, patientUntilNs, lenientUntilNs, closeAtNs, lateness.hearing(lateNs));
    }
  }

  /// How many may take part at a time.
  ///
  /// @param first how many took part at the start
  static int places(Plan plan, int first) {
    int most = plan.workers().max();
    return Math.min(plan.lanes(), most == 0 ? first : most);
  }

  boolean allEnded() {
    return members.stream().noneMatch(Member::working);
  }
}
