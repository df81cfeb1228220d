package dev.spate.coordinator.report;

import dev.spate.measure.LatencySum;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// What can have happened to the generator in a slot. The slot is marked, and counts like any
/// other: what fell into a pause was measured in it.
enum Mark {
  /// A worker stood still for a garbage collection.
  GC_PAUSE,
  /// It stood still for something else that the JVM does to all threads.
  SAFEPOINT,
  /// An event loop came back late, whatever held it up.
  LOOP_PAUSE,
  /// An event loop had to wait for a processor.
  CPU_WAIT,
  /// The host of the machine gave its processors to others.
  STEAL,
  /// The worker began what was due late.
  LATE,
  /// A worker was last heard of.
  WORKER_LOST,
  /// A worker that had been lost was back and said what it had done.
  WORKER_RETURNED,
  /// A worker that came while the run went on began its part.
  WORKER_JOINED,
  /// A worker that wanted to leave had ended its part.
  WORKER_LEFT,
  /// Lanes went from one worker to another.
  DEAL,
  STOP;

  /// What took at least so long marks its slot.
  static final double LEAST_SECONDS = 0.010;

  /// Waits for a processor are many and short, and do harm where they are this part of the time.
  static final double LEAST_CPU_WAIT = 0.10;

  /// The name in reports.
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What happened to a worker within one interval.
  ///
  /// @param seconds the length of the interval
  /// @param lagSeconds of [#lagSeconds]
  static Set<Mark> of(WorkerHealth health, double seconds, double lagSeconds) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    Stalls stalls = health.stalls();
    double collected = health.gcPauseMaxNs() / 1e9;
    addIf(marks, GC_PAUSE, collected >= LEAST_SECONDS);
    addIf(marks, SAFEPOINT, stalls.safepointNs() / 1e9 - collected >= LEAST_SECONDS);
    addIf(marks, LOOP_PAUSE, stalls.loopPauseMaxNs() / 1e9 >= LEAST_SECONDS);
    addIf(marks, CPU_WAIT, stalls.cpuWait() >= LEAST_CPU_WAIT);
    addIf(marks, STEAL, stalls.steal() * seconds >= LEAST_SECONDS);
    addIf(marks, LATE, lagSeconds >= LEAST_SECONDS);
    return marks;
  }

  private static void addIf(Set<Mark> marks, Mark mark, boolean happened) {
    if (happened) {
      marks.add(mark);
    }
  }

  /// The p99 of the schedule lag; 0 where nothing began.
  static double lagSeconds(WorkerHealth health) {
    LatencySum lag = new LatencySum(health.scheduleLag().resolution());
    lag.add(health.scheduleLag());
    return lag.secondsAt(99);
  }
}
