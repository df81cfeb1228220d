package dev.spate.control;

import dev.spate.measure.Interval;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import org.jspecify.annotations.Nullable;

/// What a worker tells the run that commands it.
public sealed interface RunProtocol {
  /// The run that it is about.
  String run();

  /// The id of the worker that says it.
  String worker();

  /// Prepared; waits for Start.
  record Ready(String run, String worker, long incarnation) implements RunProtocol {}

  /// Cannot or will not run the plan.
  ///
  /// @param reason a sentence for people
  record Refused(String run, String worker, String reason) implements RunProtocol {}

  /// The worker's clocks when a probe arrived.
  ///
  /// @param monotonicNanos its monotonic clock, of any origin
  /// @param wallNanos its wall clock, nanoseconds since 1970
  record ProbeReply(String run, String worker, int probe, long monotonicNanos, long wallNanos)
      implements RunProtocol {}

  /// One interval report.
  record Reported(String run, Interval interval) implements RunProtocol {
    @Override
    public String worker() {
      return interval.worker();
    }
  }

  /// All that was due has its account, and the report with this sequence number was the last.
  ///
  /// @param scheduleEndNs until when the schedule was followed, in nanoseconds since arrival 0: the
  ///   plan's duration, or the instant at which the worker heard Stop. What was due before has an
  ///   account; what was due later was never planned
  record Finished(String run, String worker, long lastSequence, long scheduleEndNs)
      implements RunProtocol {}

  /// The worker has taken a deal, and follows it.
  record Dealt(String run, String worker, int deal) implements RunProtocol {}

  /// The worker stood still, has begun nothing since, and waits for GoOn or Fence.
  ///
  /// @param asleepNs for how long
  /// @param askedNanos when this was said, on the worker's own monotonic clock: GoOn says it again
  record Woken(String run, String worker, long asleepNs, long askedNanos) implements RunProtocol {}

  /// The worker is to end: it asks for its lanes to be dealt to others. Repeated until they are.
  record Leaving(String run, String worker) implements RunProtocol {}

  /// The worker reports to whoever asked from now on.
  ///
  /// @param sinceStartNs since arrival 0 on the worker's clock; negative before, and the least long
  ///   where it was not told when that is
  /// @param deal the number of the deal that it follows
  record Adopted(String run, String worker, long incarnation, long sinceStartNs, int deal)
      implements RunProtocol {}

  /// The worker has so many records of the run's charter, without a gap.
  record Kept(String run, String worker, int records) implements RunProtocol {}

  /// The plan of the run, secrets in.
  ///
  /// @param values with which every virtual user begins; null where the worker was not told yet
  record PlanTold(String run, String worker, Plan plan, @Nullable SharedValues values)
      implements RunProtocol {
    public PlanTold(String run, String worker, Plan plan) {
      this(run, worker, plan, null);
    }
  }

  /// What happens once has happened, or failed.
  ///
  /// @param values what the part before the traffic gave variables; none where it failed
  /// @param requests that were sent for it
  /// @param tookNs from its begin to its end
  /// @param problem a sentence for people; empty where it came to its end
  record WentThrough(
      String run,
      String worker,
      Once.Part part,
      SharedValues values,
      int requests,
      long tookNs,
      String problem)
      implements RunProtocol {}

  /// Something broke that ends the worker's part of the run.
  record Failed(String run, String worker, String reason) implements RunProtocol {}
}
