package dev.spate.coordinator.history;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.measure.Interval;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What happened in a run, in order. The journal is a list of these, and every report is a fold
/// over it: the live one and one made years later by the same code.
public sealed interface RunEvent {
  /// The plan was accepted.
  ///
  /// @param planText as submitted, secrets out
  record Opened(
      String run, Instant at, Plan plan, String planText, Map<String, String> tags, String version)
      implements RunEvent {
    public Opened {
      tags = Map.copyOf(tags);
    }
  }

  /// What happens once has happened, or failed.
  ///
  /// @param worker where; empty where nobody was left
  /// @param requests that were sent for it; they are in no ledger
  /// @param tookNs from its begin to its end
  /// @param problem a sentence for people; empty where it came to its end
  record WentThrough(Once.Part part, String worker, int requests, long tookNs, String problem)
      implements RunEvent {
    /// What a worker says, without the values of variables.
    public static WentThrough of(RunProtocol.WentThrough went) {
      return new WentThrough(
          went.part(), went.worker(), went.requests(), went.tookNs(), went.problem());
    }
  }

  /// All workers were ready and told when arrival 0 is due.
  ///
  /// @param at the coordinator's wall clock at arrival 0
  record Started(Instant at, List<Share> shares) implements RunEvent {
    public Started {
      shares = List.copyOf(shares);
    }
  }

  /// A worker's part of the run.
  ///
  /// @param clockOffsetNs its wall clock minus the coordinator's
  /// @param startUncertaintyNs half the shortest round trip of the probes: how far its arrival 0
  ///   may be from the coordinator's
  record Share(
      WorkerDescription worker, Lanes lanes, long clockOffsetNs, long startUncertaintyNs) {}

  /// An interval report came, for the first time.
  record Reported(Interval interval) implements RunEvent {}

  /// The lanes were dealt anew, because a worker was lost, joined or wants to leave.
  ///
  /// @param deal the number of this deal, 1 or more; the shares of [Started] are deal 0
  /// @param fromNs since arrival 0: what is due from then on is that of these shares. Ahead of
  ///   every report that is in the journal, and not before that of the deal before
  /// @param shares of all who take part from then on; each lane has exactly one owner. One who had
  ///   a share before and has none here keeps only what was due before. Where the plan goes on
  ///   without those who are lost (`onLoss: continue`), they stay the owners of their lanes
  record Dealt(int deal, long fromNs, List<Share> shares) implements RunEvent {
    public Dealt {
      shares = List.copyOf(shares);
    }
  }

  /// A worker's part is over.
  ///
  /// @param atNs since arrival 0. Finished or left: until when the worker followed its schedule
  ///   (the plan's duration, the instant at which its lanes were another's, or less after a stop);
  ///   what was due there later was never its own. Lost: when the coordinator noticed
  /// @param why a sentence for people where it did not finish, else empty
  record WorkerEnded(String worker, WorkerEnd end, long atNs, String why) implements RunEvent {
    public WorkerEnded(String worker, WorkerEnd end, long atNs) {
      this(worker, end, atNs, "");
    }
  }

  /// Somebody asked for the end, or the plan did.
  ///
  /// @param atNs since arrival 0 on the coordinator's clock
  /// @param crossing the threshold that ends the run; null where somebody asked
  record StopRequested(long atNs, @Nullable Crossing crossing) implements RunEvent {
    public StopRequested(long atNs) {
      this(atNs, null);
    }
  }

  /// A threshold with `abortOnFail` did not hold.
  ///
  /// @param threshold its index in the plan
  /// @param observed what it was held against, in the unit of its limit
  /// @param untilNs the end of the last second that this is about, since arrival 0
  record Crossing(int threshold, double observed, long untilNs) {}

  /// The run is over; nothing follows.
  ///
  /// @param detail a sentence for people where it did not run to its end, else empty
  record Closed(Instant at, Ending ending, String detail) implements RunEvent {
    /// Why it was over.
    public enum Ending {
      /// Every phase ran.
      COMPLETED,
      /// Somebody stopped it.
      STOPPED,
      /// It never started: fewer workers than the plan expects, or one that failed.
      NOT_STARTED,
      /// It never started, because a worker would not take part.
      REFUSED,
      /// It never started, because what happens once before the traffic failed.
      BEFORE_RUN_FAILED
    }
  }

  /// How a worker's part ended.
  enum WorkerEnd {
    FINISHED,
    LOST,
    LEFT
  }
}
