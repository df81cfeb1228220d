package dev.spate.worker.engine;

import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.template.AccessTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// A worker's part of a run: one [Loop] an event-loop thread, with the worker's lanes dealt among
/// them. Safe for several threads.
public final class Engine implements AutoCloseable {
  /// A loop that was not there for so long begins nothing more until it has leave to.
  public static final long STOOD_STILL_NS = Loop.STOOD_STILL_NS;

  /// How far ahead a stop lies, so that every loop hears of it before.
  private static final long STOP_AHEAD_NS = 50_000_000;

  private static final long NOT_YET = Long.MIN_VALUE;

  private final List<Loop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Plan plan;
  private final Clock clock;
  private List<Lanes> parts;
  private int deal;
  private long startNs = NOT_YET;
  private long stopNs = NOT_YET;

  private Engine(Plan plan, List<Lanes> parts, Clock clock) {
    this.plan = plan;
    this.parts = parts;
    this.clock = clock;
  }

  /// Starts the loops' threads, which prepare themselves and wait for [#startAt].
  ///
  /// @param lanes the worker's, until a [#deal] changes them; perhaps none
  /// @param loops event loops, 1 or more; those without a connection are left out. One without a
  ///   lane is there for the lanes that come
  /// @param tokens of the plan's clients
  /// @param threads makes the loops' threads, as the requesters want them
  /// @param idle how the loops pass the time until something is due
  public static Engine prepare(
      Plan plan,
      Lanes lanes,
      int loops,
      Requester.Factory requesters,
      AccessTokens tokens,
      ThreadFactory threads,
      Idle idle,
      Clock clock,
      LoopListener listener) {
    int connections = plan.http().connections().perWorker();
    int used = Math.max(1, Math.min(loops, connections));
    CellPool pool = new CellPool(used);
    List<Lanes> parts = lanes.split(used);
    Engine engine = new Engine(plan, parts, clock);
    for (int index = 0; index < used; index++) {
      int share = (connections + used - 1 - index) / used;
      Loop loop =
          new Loop(
              index,
              plan,
              parts.get(index),
              share,
              requesters,
              tokens,
              idle,
              clock,
              pool,
              listener);
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
    startAt(startNs, SharedValues.NONE);
  }

  /// The same.
  ///
  /// @param shared with which every virtual user begins
  public synchronized void startAt(long startNs, SharedValues shared) {
    this.startNs = startNs;
    loops.forEach(loop -> loop.startAt(startNs, shared));
  }

  /// From an instant on, the worker has these lanes, whatever it had before. What is due at the old
  /// ones before then stays its own, also what waits for a limit; what is due at the new ones from
  /// then on is its own, even if that instant is over, and nothing of it begins twice. Each loop
  /// says when it [follows][LoopListener#onDealt]. Takes as long as the way to that place in the
  /// schedule does: not for threads in a hurry.
  ///
  /// @param deal its number; one that is not above all before changes nothing
  /// @param fromNs since arrival 0, 0 or more
  public synchronized void deal(int deal, Lanes lanes, long fromNs) {
    if (deal <= this.deal) {
      return;
    }
    this.deal = deal;
    parts = Hands.dealt(parts, lanes);
    for (int loop = 0; loop < loops.size(); loop++) {
      loops.get(loop).deal(Hand.of(plan, deal, parts.get(loop), fromNs));
    }
  }

  /// The schedule ends at an instant for this worker, as a plan does at its end: what is due before
  /// begins, even if it has to wait, within the plan's graceful stop. For one that has no lanes
  /// from then on.
  ///
  /// @param fromNs since arrival 0, 0 or more
  public synchronized void leaveAt(long fromNs) {
    if (startNs != NOT_YET) {
      loops.forEach(loop -> loop.leaveAt(startNs + fromNs));
    }
  }

  /// Loops that [stood still][LoopListener#onStoodStill] go on.
  public void resume() {
    loops.forEach(Loop::resume);
  }

  /// Begins and sends nothing more from now on: somebody else has the lanes. What is due and has
  /// not begun is not booked; answers that are on their way are heard for a second at most.
  public void fence() {
    loops.forEach(Loop::fence);
  }

  /// Ends the schedule a moment from now, however often it is called; what is in flight may finish
  /// within the plan's graceful stop.
  ///
  /// @return the instant at which the schedule ends, on the engine's clock
  public synchronized long stop() {
    if (stopNs == NOT_YET) {
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
