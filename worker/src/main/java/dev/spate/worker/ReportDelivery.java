package dev.spate.worker;

import dev.spate.control.RunProtocol;
import dev.spate.measure.Interval;
import java.io.IOException;
import org.apache.pekko.actor.typed.ActorRef;

/// Brings the interval reports of a run to the coordinator that commands it, and keeps them. What
/// stays without an acknowledgement is sent again, a batch at a time: the next as soon as the last
/// is acknowledged.
final class ReportDelivery implements AutoCloseable {
  private static final int TICKS_BEFORE_RESEND = 3;
  private static final long NOTHING = -1;

  private final String run;
  private final ReportSpool spool;
  private ActorRef<RunProtocol> coordinator;
  private long oldestAtLastTick = NOTHING;
  private int ticksUnacknowledged;

  /// While it catches up: the last report of the batch under way, and the last one to send again.
  private long batchEnd = NOTHING;

  private long catchUpTo = NOTHING;
  private long lastSequence = NOTHING;

  ReportDelivery(String run, ActorRef<RunProtocol> coordinator, ReportSpool spool) {
    this.run = run;
    this.coordinator = coordinator;
    this.spool = spool;
  }

  /// Says something else to the coordinator.
  void tell(RunProtocol message) {
    coordinator.tell(message);
  }

  /// @throws IOException where there is no room to keep it; says which
  void deliver(Interval interval) throws IOException {
    spool.add(interval);
    lastSequence = interval.sequence();
    coordinator.tell(new RunProtocol.Reported(run, interval));
  }

  /// Another coordinator commands, which lacks what is after this report.
  ///
  /// @throws IOException where a report cannot be read
  void goOnWith(ActorRef<RunProtocol> coordinator, long haveUpTo) throws IOException {
    this.coordinator = coordinator;
    spool.restart(haveUpTo);
    catchUp();
  }

  /// @throws IOException where a report cannot be read
  void onAcknowledged(long upToSequence) throws IOException {
    spool.onAcknowledged(upToSequence);
    long oldest = spool.oldestSequence();
    if (batchEnd != NOTHING && (oldest == NOTHING || oldest > batchEnd)) {
      if (oldest == NOTHING || oldest > catchUpTo) {
        batchEnd = NOTHING;
      } else {
        sendBatch();
      }
    }
  }

  /// Each second: a report may have been lost, or its acknowledgement.
  ///
  /// @throws IOException where a report cannot be read
  void onTick() throws IOException {
    long oldest = spool.oldestSequence();
    boolean stuck = oldest != NOTHING && oldest == oldestAtLastTick;
    ticksUnacknowledged = stuck ? ticksUnacknowledged + 1 : 0;
    oldestAtLastTick = oldest;
    if (ticksUnacknowledged >= TICKS_BEFORE_RESEND) {
      catchUp();
    }
  }

  private void catchUp() throws IOException {
    ticksUnacknowledged = 0;
    catchUpTo = lastSequence;
    sendBatch();
  }

  private void sendBatch() throws IOException {
    for (Interval interval : spool.oldest()) {
      coordinator.tell(new RunProtocol.Reported(run, interval));
      batchEnd = interval.sequence();
    }
  }

  /// Whether the coordinator has all.
  boolean complete() {
    return spool.oldestSequence() == NOTHING;
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
