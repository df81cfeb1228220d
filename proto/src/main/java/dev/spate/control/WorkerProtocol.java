package dev.spate.control;

import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.util.ByteString;

/// What a worker is told. Everything about a run carries the coordinator's epoch; a worker obeys
/// the highest that it has seen.
public sealed interface WorkerProtocol {
  /// Where the receptionist finds workers.
  ServiceKey<WorkerProtocol> KEY = ServiceKey.create(WorkerProtocol.class, "spate-worker");

  /// Say who you are.
  record Introduce(ActorRef<FleetProtocol> replyTo) implements WorkerProtocol {}

  /// Get ready to run the plan on these lanes; answered with Ready or Refused.
  record Prepare(String run, long epoch, Plan plan, Lanes lanes, ActorRef<RunProtocol> replyTo)
      implements WorkerProtocol {}

  /// What time is it; answered with ProbeReply at once.
  record Probe(String run, int probe, ActorRef<RunProtocol> replyTo) implements WorkerProtocol {}

  /// Let one virtual user go through what happens once; answered with WentThrough when it is over.
  /// A repeated order is answered, and not obeyed again.
  record GoThrough(String run, long epoch, Once.Part part, ActorRef<RunProtocol> replyTo)
      implements WorkerProtocol {}

  /// Arrival 0 is due when the worker's monotonic clock shows `atNanos`.
  ///
  /// @param values what every virtual user begins with
  record Start(String run, long epoch, long atNanos, SharedValues values)
      implements WorkerProtocol {
    public Start(String run, long epoch, long atNanos) {
      this(run, epoch, atNanos, SharedValues.NONE);
    }
  }

  /// Begin nothing more; finish what is in flight within the plan's graceful stop, report, and say
  /// Finished.
  record Stop(String run, long epoch) implements WorkerProtocol {}

  /// Interval reports up to and with this sequence number are kept by the coordinator and need not
  /// be sent again.
  record Acknowledge(String run, long epoch, long upToSequence) implements WorkerProtocol {}

  /// From `fromNs` on, these are the worker's lanes, whatever it had before. What is due before
  /// that instant stays with whoever had the lane. Answered with Dealt; a repeated one changes
  /// nothing.
  ///
  /// @param deal the number of this deal of the run, 1 or more: what Start began with is deal 0
  /// @param lanes none where the worker is to leave the rest to others
  /// @param fromNs since arrival 0, not negative; may be over when it is heard
  record Deal(String run, long epoch, int deal, Lanes lanes, long fromNs)
      implements WorkerProtocol {}

  /// The worker counts as lost and its lanes are another's: begin nothing more at once, not even a
  /// next request of a flow, hand over every report that is not acknowledged, and say Finished.
  record Fence(String run, long epoch) implements WorkerProtocol {}

  /// The answer to Woken: the worker has its part still. It had it when this was said: one that has
  /// stood still since then, or may have, asks again.
  ///
  /// @param askedNanos of that Woken
  record GoOn(String run, long epoch, long askedNanos) implements WorkerProtocol {}

  /// A coordinator that takes the run over: it is the one to report to from now on. Answered with
  /// Adopted, then with the reports after the one that it has.
  ///
  /// @param haveUpTo sequence number of the last report that it has; −1 for none
  record Adopt(String run, long epoch, long haveUpTo, ActorRef<RunProtocol> replyTo)
      implements WorkerProtocol {}

  /// A copy of what the run's journal has besides the interval reports: its charter. With it and
  /// the reports, which the workers keep anyway, a coordinator that has nothing can go on. Answered
  /// with Kept.
  ///
  /// @param first number of the first of these records, from 0 on; with the first record of a
  ///   higher epoch the copy begins anew
  /// @param records as the coordinator wrote them; a worker does not read them
  record Keep(
      String run, long epoch, int first, List<ByteString> records, ActorRef<RunProtocol> replyTo)
      implements WorkerProtocol {
    public Keep {
      records = List.copyOf(records);
    }
  }

  /// What do you have of the run's charter; answered with Recalled, a page at a time.
  ///
  /// @param first the record that the page is to begin with
  record Recall(String run, int first, ActorRef<FleetProtocol> replyTo) implements WorkerProtocol {}

  /// Say the plan of the run, as it was said with Prepare: the coordinator that commands now has it
  /// without its secrets only, and somebody is to join. Answered with PlanTold.
  record TellPlan(String run, ActorRef<RunProtocol> replyTo) implements WorkerProtocol {}

  /// The run is closed; forget it. Ends it at once where it still runs.
  record Release(String run, long epoch) implements WorkerProtocol {}
}
