package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where a run is. Immutable.
sealed interface RunState {
  /// The same with another crew, where it has one.
  default RunState with(Crew crew) {
    return switch (this) {
      case Running _ -> new Running(crew);
      case Draining(_, var deadlineNs, var stopped) -> new Draining(crew, deadlineNs, stopped);
      case Resuming(_, var stopped) -> new Resuming(crew, stopped);
      case Waiting _, Preparing _, Beforehand _, Afterwards _, Closed _ -> this;
    };
  }

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
  /// @param spare those that were not chosen, by id
  /// @param begun whether what happens once before the traffic is done, where there is something
  record Preparing(
      long deadlineNs,
      long retryAtNs,
      ById<Recruit> recruits,
      SortedMap<String, WorkerDescription> spare,
      boolean begun)
      implements RunState {
    public Preparing {
      spare = Collections.unmodifiableSortedMap(new TreeMap<>(spare));
    }

    Preparing with(Recruit recruit) {
      return new Preparing(
          deadlineNs, retryAtNs, recruits.with(recruit.worker().id(), recruit), spare, begun);
    }

    Preparing retryingAt(long nextNs) {
      return new Preparing(deadlineNs, nextNs, recruits, spare, begun);
    }

    Preparing withSpare(SortedMap<String, WorkerDescription> changed) {
      return new Preparing(deadlineNs, retryAtNs, recruits, changed, begun);
    }
  }

  /// All workers are ready, and one of them does what happens once before the traffic.
  ///
  /// @param worker that one
  /// @param deadlineNs after which it counts as failed
  record Beforehand(Preparing preparing, String worker, long deadlineNs) implements RunState {
    Beforehand with(Preparing changed) {
      return new Beforehand(changed, worker, deadlineNs);
    }
  }

  /// The workers know when arrival 0 is due, and follow the schedule.
  record Running(Crew crew) implements RunState {}

  /// The schedule is over, by its end or by a stop; what is in flight comes to an end.
  ///
  /// @param deadlineNs after which workers that have not finished count as lost
  /// @param stopped whether somebody asked for it
  record Draining(Crew crew, long deadlineNs, boolean stopped) implements RunState {}

  /// Another coordinator began the run; its workers are awaited, and with the first of them it is
  /// known again when arrival 0 was due.
  ///
  /// @param crew whose `startNs` is what the wall clock says
  /// @param stopped whether somebody asked for the end
  record Resuming(Crew crew, boolean stopped) implements RunState {}

  /// All traffic has ended, and a worker does what happens once after it.
  ///
  /// @param workers all that had a part in the run
  /// @param ending of the run
  /// @param worker that one
  /// @param deadlineNs after which it counts as failed
  /// @param retryAtNs when the order is repeated
  record Afterwards(
      SortedSet<String> workers,
      Ending ending,
      String detail,
      String worker,
      long deadlineNs,
      long retryAtNs)
      implements RunState {
    public Afterwards {
      workers = Collections.unmodifiableSortedSet(new TreeSet<>(workers));
    }

    Afterwards retryingAt(long nextNs) {
      return new Afterwards(workers, ending, detail, worker, deadlineNs, nextNs);
    }
  }

  /// Nothing happens any more.
  record Closed(Ending ending, String detail) implements RunState {}
}
