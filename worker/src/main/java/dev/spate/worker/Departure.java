package dev.spate.worker;

import dev.spate.plan.Plan;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// The polite end of a worker: whoever ends the process asks for it here, and the [WorkerNode] that
/// was made with it takes no further run and hands its part of this one over. Safe for several
/// threads.
public final class Departure {
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private @Nullable ActorRef<ShardCommand> runner;
  private long gracefulStopNs;
  private boolean asked;

  /// Asks the worker to leave, however often it is called. It needs a coordinator for that; whoever
  /// asks does well not to wait for ever.
  ///
  /// @return done when the worker has no part of a run any more, and all its reports are with the
  ///   coordinator
  public synchronized CompletableFuture<Void> leave() {
    if (!asked) {
      asked = true;
      if (runner == null) {
        done.complete(null);
      } else {
        runner.tell(new ShardCommand.Leave());
      }
    }
    return done.copy();
  }

  /// Whether the worker has a part of a run.
  public synchronized boolean busy() {
    return runner != null;
  }

  /// How long the plan of the present run gives to what is under way at its end; 0 where there is
  /// no run.
  public synchronized Duration gracefulStop() {
    return Duration.ofNanos(gracefulStopNs);
  }

  synchronized boolean asked() {
    return asked;
  }

  synchronized void onBegun(ActorRef<ShardCommand> begun, Plan plan) {
    runner = begun;
    gracefulStopNs = plan.gracefulStopNs();
    if (asked) {
      begun.tell(new ShardCommand.Leave());
    }
  }

  synchronized void onEnded() {
    runner = null;
    gracefulStopNs = 0;
    if (asked) {
      done.complete(null);
    }
  }
}
