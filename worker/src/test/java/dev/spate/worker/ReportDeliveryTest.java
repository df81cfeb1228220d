package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportDeliveryTest {
  private static final int REPORTS = 200;

  @TempDir private Path directory;
  private final TestInbox<RunProtocol> first = TestInbox.create();
  private final TestInbox<RunProtocol> second = TestInbox.create();

  private ReportDelivery delivered() throws IOException {
    ReportDelivery delivery = new ReportDelivery("r", first.getRef(), new ReportSpool(directory));
    for (int sequence = 0; sequence < REPORTS; sequence++) {
      delivery.deliver(interval(sequence));
    }
    assertThat(sequences(first)).hasSize(REPORTS);
    return delivery;
  }

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

  private static List<Long> sequences(TestInbox<RunProtocol> inbox) {
    List<Long> sequences = new ArrayList<>();
    for (RunProtocol message : inbox.getAllReceived()) {
      if (message instanceof RunProtocol.Reported(_, var interval)) {
        sequences.add(interval.sequence());
      }
    }
    return sequences;
  }

  private static List<Long> range(long from, long until) {
    return LongStream.range(from, until).boxed().toList();
  }

  @Test
  void catchesUpBatchByBatchAsFastAsTheyAreAcknowledged() throws IOException {
    try (ReportDelivery delivery = delivered()) {
      delivery.onAcknowledged(REPORTS - 1);

      delivery.goOnWith(second.getRef(), -1);

      assertThat(sequences(second)).isEqualTo(range(0, 64));
      delivery.onAcknowledged(30);
      assertThat(sequences(second)).isEmpty();
      delivery.onAcknowledged(63);
      assertThat(sequences(second)).isEqualTo(range(64, 128));
      delivery.onAcknowledged(127);
      assertThat(sequences(second)).isEqualTo(range(128, 192));
      delivery.onAcknowledged(191);
      assertThat(sequences(second)).isEqualTo(range(192, 200));
      delivery.onAcknowledged(199);
      assertThat(delivery.complete()).isTrue();
      assertThat(sequences(second)).isEmpty();
      assertThat(sequences(first)).isEmpty();
    }
  }

  @Test
  void sendsAgainWhatStaysUnacknowledgedForThreeSeconds() throws IOException {
    try (ReportDelivery delivery = delivered()) {
      delivery.onAcknowledged(149);
      delivery.onTick();
      delivery.onTick();
      delivery.onTick();
      assertThat(sequences(first)).isEmpty();

      delivery.onTick();

      assertThat(sequences(first)).isEqualTo(range(150, 200));
    }
  }

  @Test
  void doesNotSendTwiceWhatIsOnItsWay() throws IOException {
    try (ReportDelivery delivery = delivered()) {
      delivery.onAcknowledged(9);
      delivery.deliver(interval(REPORTS));
      delivery.onAcknowledged(50);
      delivery.onTick();

      assertThat(sequences(first)).containsExactly((long) REPORTS);
    }
  }
}
