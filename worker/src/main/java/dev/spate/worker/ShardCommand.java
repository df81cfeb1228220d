package dev.spate.worker;

import dev.spate.control.RunProtocol;
import dev.spate.plan.Lanes;
import dev.spate.plan.SharedValues;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.watch.ProcessorWait;
import org.apache.pekko.actor.typed.ActorRef;

/// What a [ShardRunner] hears: what a coordinator wants, what the loops say, and the time.
sealed interface ShardCommand {
  /// A coordinator said it.
  sealed interface Order extends ShardCommand {}

  /// Arrival 0 is due when the monotonic clock shows `atNanos`.
  ///
  /// @param shared with which every virtual user begins
  record Begin(long atNanos, SharedValues shared) implements Order {}

  record End() implements Order {}

  /// The coordinator keeps the reports up to and with this one.
  record Kept(long upToSequence) implements Order {}

  /// The lanes from an instant since arrival 0 on.
  record TakeLanes(int deal, Lanes lanes, long fromNs) implements Order {}

  /// A worker that stood still has its part still, as of when it asked.
  record GoOn(long askedNanos) implements Order {}

  /// The lanes are another's.
  record Cease() implements Order {}

  /// Another coordinator commands, which has the reports up to and with this one.
  record Follow(long haveUpTo, ActorRef<RunProtocol> coordinator) implements Order {}

  /// The coordinator said something that has no effect here.
  record Word() implements Order {}

  /// The process is to end.
  record Leave() implements ShardCommand {}

  record Forget() implements ShardCommand {}

  /// The coordinator asks again whether the engine is prepared.
  record SayReady() implements Order {}

  record Resolved(Sending sending) implements ShardCommand {}

  record Unresolved(String reason) implements ShardCommand {}

  record LoopReady(ProcessorWait waits) implements ShardCommand {}

  /// Arrival 0 is due: from here on the worker is watched.
  record Underway() implements ShardCommand {}

  record LoopCut(int loop, Cut cut) implements ShardCommand {}

  record LoopDealt(int loop, int deal) implements ShardCommand {}

  record LoopHeld(long asleepNs) implements ShardCommand {}

  record LoopFailed(String reason) implements ShardCommand {}

  record Tick() implements ShardCommand {}
}
