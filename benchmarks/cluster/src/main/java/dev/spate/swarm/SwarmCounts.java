package dev.spate.swarm;

import dev.spate.control.IntervalBytesCodec;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Resolution;

/// What all simulated workers of a process did since the last look. For any thread.
final class SwarmCounts {
  /// Every so many reports, one is encoded to see how large it is.
  private static final int SIZED = 97;

  private final LatencySum acknowledgedIn = new LatencySum(Resolution.MICROSECOND);
  private long reported;
  private long acknowledged;
  private long unacknowledged;
  private long sentAgain;
  private long fenced;
  private long sized;
  private long bytes;

  /// @param reported since the last look, as are the others unless it is said
  /// @param unacknowledged at this moment
  /// @param sentAgain since the start
  /// @param fenced since the start: how often the coordinator took a worker for lost
  /// @param p50Ms from a report's first sending to its acknowledgement, in milliseconds
  /// @param maxMs likewise
  /// @param bytes of an encoded report, on average since the start
  record Look(
      long reported,
      long acknowledged,
      long unacknowledged,
      long sentAgain,
      long fenced,
      double p50Ms,
      double p99Ms,
      double maxMs,
      long bytes) {}

  synchronized void onReported(Interval interval) {
    if (reported % SIZED == 0) {
      sized++;
      bytes += IntervalBytesCodec.of(interval).length;
    }
    reported++;
    unacknowledged++;
  }

  synchronized void onAcknowledged(long afterNs) {
    acknowledged++;
    unacknowledged--;
    acknowledgedIn.record(afterNs);
  }

  synchronized void onSentAgain(int reports) {
    sentAgain += reports;
  }

  synchronized void onFenced() {
    fenced++;
  }

  /// The run is over, and with it these reports.
  synchronized void onForgotten(int reports) {
    unacknowledged -= reports;
  }

  synchronized Look look() {
    Look look =
        new Look(
            reported,
            acknowledged,
            unacknowledged,
            sentAgain,
            fenced,
            acknowledgedIn.secondsAt(50) * 1_000,
            acknowledgedIn.secondsAt(99) * 1_000,
            acknowledgedIn.secondsAt(100) * 1_000,
            sized == 0 ? 0 : bytes / sized);
    reported = 0;
    acknowledged = 0;
    acknowledgedIn.reset();
    return look;
  }
}
