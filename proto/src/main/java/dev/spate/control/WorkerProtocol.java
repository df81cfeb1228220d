package dev.spate.control;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

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

  /// Arrival 0 is due when the worker's monotonic clock shows `atNanos`.
  record Start(String run, long epoch, long atNanos) implements WorkerProtocol {}

  /// Begin nothing more; finish what is in flight within the plan's graceful stop, report, and say
  /// Finished.
  record Stop(String run, long epoch) implements WorkerProtocol {}

  /// Interval reports up to and with this sequence number are kept by the coordinator and need not
  /// be sent again.
  record Acknowledge(String run, long upToSequence) implements WorkerProtocol {}

  /// The run is closed; forget it. Ends it at once where it still runs.
  record Release(String run, long epoch) implements WorkerProtocol {}
}
