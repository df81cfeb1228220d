package dev.spate.worker;

import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.watch.ProcessorWait;
import org.apache.pekko.actor.typed.ActorRef;

/// Turns what the loops say on their threads into messages, and what their users log into lines of
/// the worker's log.
record LoopMessages(ActorRef<ShardCommand> self, RunLog log) implements LoopListener {

  @Override
  public void onReady(int loop) {
    self.tell(new ShardCommand.LoopReady(ProcessorWait.ofThisThread()));
  }

  @Override
  public void onCut(int loop, Cut cut) {
    self.tell(new ShardCommand.LoopCut(loop, cut));
  }

  @Override
  public void onDealt(int loop, int deal) {
    self.tell(new ShardCommand.LoopDealt(loop, deal));
  }

  @Override
  public boolean onStoodStill(int loop, long asleepNs) {
    self.tell(new ShardCommand.LoopHeld(asleepNs));
    return true;
  }

  @Override
  public void onLog(int loop, String line) {
    log.add(line);
  }

  @Override
  public void onFailed(int loop, Throwable cause) {
    self.tell(
        new ShardCommand.LoopFailed(
            cause.getMessage() == null ? cause.toString() : cause.getMessage()));
  }
}
