package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportSpoolTest {
  private static Interval interval(long sequence) {
    WorkerHealth health =
        new WorkerHealth(
            Latencies.none(Resolution.NANOSECOND),
            Latencies.none(Resolution.MICROSECOND),
            Latencies.none(Resolution.MICROSECOND),
            0,
            0,
            0,
            0,
            0,
            Stalls.NONE,
            Occupancy.NONE);
    return new Interval("w", 1, sequence, sequence, List.of(), List.of(), health);
  }

  private static ReportSpool spool(int reports) {
    ReportSpool spool = new ReportSpool();
    for (int sequence = 0; sequence < reports; sequence++) {
      assertThat(spool.add(interval(sequence))).isTrue();
    }
    return spool;
  }

  @Test
  void forgetsWhatIsAcknowledgedAndNothingElse() {
    ReportSpool spool = spool(10);

    spool.onAcknowledged(3);

    assertThat(spool.oldestSequence()).isEqualTo(4);
    assertThat(spool.oldest())
        .extracting(Interval::sequence)
        .containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void anOldAcknowledgementChangesNothing() {
    ReportSpool spool = spool(10);
    spool.onAcknowledged(7);

    spool.onAcknowledged(2);

    assertThat(spool.oldestSequence()).isEqualTo(8);
  }

  @Test
  void isEmptyWhenAllIsAcknowledged() {
    ReportSpool spool = spool(3);

    spool.onAcknowledged(2);

    assertThat(spool.oldestSequence()).isEqualTo(-1);
    assertThat(spool.oldest()).isEmpty();
  }

  @Test
  void refusesMoreThanItHolds() {
    ReportSpool spool = spool(ReportSpool.MAX_REPORTS);

    assertThat(spool.add(interval(ReportSpool.MAX_REPORTS))).isFalse();
    spool.onAcknowledged(0);
    assertThat(spool.add(interval(ReportSpool.MAX_REPORTS))).isTrue();
  }
}
