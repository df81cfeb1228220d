package dev.spate.worker.engine;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// A worker's part of a run: one [Loop] an event-loop thread, with the worker's lanes dealt among
/// them. Safe for several threads.
public final class Engine implements AutoCloseable {
  /// How far ahead a stop lies, so that every loop hears of it before.
  private static final long STOP_AHEAD_NS = 50_000_000;

  private static final long NOT_STOPPED = Long.MIN_VALUE;

  private final List<Loop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Clock clock;
  private long stopNs = NOT_STOPPED;

  private Engine(Clock clock) {
    this.clock = clock;
  }

  /// Starts the loops' threads, which prepare themselves and wait for [#startAt].
  ///
  /// @param lanes the worker's
  /// @param loops event loops, 1 or more; those without a lane or a connection are left out
  /// @param threads makes the loops' threads, as the requesters want them
  /// @param idle how the loops pass the time until something is due
  public static Engine prepare(
      Plan plan,
      Lanes lanes,
      int loops,
      Requester.Factory requesters,
      ThreadFactory threads,
      Idle idle,
      Clock clock,
      LoopListener listener) {
    Engine engine = new Engine(clock);
    int connections = plan.http().connections().perWorker();
    int used = Math.max(1, Math.min(Math.min(loops, lanes.size()), connections));
    CellPool pool = new CellPool(used);
    List<Lanes> parts = lanes.split(used);
    for (int index = 0; index < used; index++) {
      int share = (connections + used - 1 - index) / used;
      Loop loop =
          new Loop(index, plan, parts.get(index), share, requesters, idle, clock, pool, listener);
      engine.loops.add(loop);
      engine.threads.add(threads.newThread(() -> run(loop, idle)));
    }
    engine.threads.forEach(Thread::start);
    return engine;
  }

  /// Who only sleeps to shortly before something is due has to be woken when it asks; who sleeps
  /// until then gains less by that than it costs in wake-ups.
  private static void run(Loop loop, Idle idle) {
    if (idle == Idle.HYBRID) {
      var _ = TimerSlack.remove();
    }
    loop.run();
  }

  /// How many loops there are.
  public int loops() {
    return loops.size();
  }

  /// The ids of the loops' threads, for those who watch what they use.
  public List<Long> threadIds() {
    return threads.stream().map(Thread::threadId).toList();
  }

  /// Arrival 0 is due at `startNs` on the engine's clock.
  public void startAt(long startNs) {
    loops.forEach(loop -> loop.startAt(startNs));
  }

  /// Ends the schedule a moment from now, however often it is called; what is in flight may finish
  /// within the plan's graceful stop.
  ///
  /// @return the instant at which the schedule ends, on the engine's clock
  public synchronized long stop() {
    if (stopNs == NOT_STOPPED) {
      stopNs = clock.nanoTime() + STOP_AHEAD_NS;
      loops.forEach(loop -> loop.stopAt(stopNs));
    }
    return stopNs;
  }

  /// Ends everything at once. What has not been cut is gone.
  @Override
  public void close() {
    loops.forEach(Loop::abort);
  }
}
