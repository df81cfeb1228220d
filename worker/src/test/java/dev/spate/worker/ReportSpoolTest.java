package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.control.IntervalBytesCodec;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportSpoolTest {
  @TempDir private Path directory;

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
    return new Interval("w", 1, sequence, 1_000_000 + sequence, List.of(), List.of(), health);
  }

  private static final int BYTES = IntervalBytesCodec.of(interval(1)).length;

  private static void fill(ReportSpool spool, int reports) throws IOException {
    for (int sequence = 0; sequence < reports; sequence++) {
      spool.add(interval(sequence));
    }
  }

  private static List<Long> sequences(List<Interval> intervals) {
    return intervals.stream().map(Interval::sequence).toList();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void handsOutWhatIsNotAcknowledged() throws IOException {
    try (ReportSpool spool = new ReportSpool(directory)) {
      fill(spool, 10);

      spool.onAcknowledged(3);
      spool.onAcknowledged(2);

      assertThat(spool.oldestSequence()).isEqualTo(4);
      assertThat(sequences(spool.oldest())).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
      spool.onAcknowledged(9);
      assertThat(spool.oldestSequence()).isEqualTo(-1);
      assertThat(spool.oldest()).isEmpty();
    }
  }

  @Test
  void hasEverythingForACoordinatorThatHasNothing() throws IOException {
    try (ReportSpool spool = new ReportSpool(directory)) {
      fill(spool, 100);
      spool.onAcknowledged(99);

      spool.restart(-1);

      List<Long> again = new ArrayList<>();
      while (spool.oldestSequence() >= 0) {
        List<Long> some = sequences(spool.oldest());
        assertThat(some).hasSizeLessThanOrEqualTo(ReportSpool.MAX_AGAIN);
        again.addAll(some);
        spool.onAcknowledged(some.getLast());
      }
      assertThat(again).isEqualTo(IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
    }
  }

  @Test
  void whatHasNoRoomInMemoryIsInAFileThatGoesWithIt() throws IOException {
    try (ReportSpool spool = new ReportSpool(directory, 3L * BYTES, 1 << 20)) {
      fill(spool, 3);
      assertThat(spool.fileBytes()).isZero();

      for (int sequence = 3; sequence < 20; sequence++) {
        spool.add(interval(sequence));
      }

      assertThat(spool.fileBytes()).isEqualTo(17L * BYTES);
      assertThat(spool.oldest().stream().map(Interval::untilNs))
          .isEqualTo(IntStream.range(0, 20).mapToObj(i -> 1_000_000L + i).toList());
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aFullFileIsRefusedByName() throws IOException {
    try (ReportSpool spool = new ReportSpool(directory, 0, 2L * BYTES)) {
      fill(spool, 2);

      assertThatThrownBy(() -> spool.add(interval(2)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("take more than");
    }
  }

  @Test
  void aDirectoryThatTakesNothingIsNamed() throws IOException {
    Path missing = directory.resolve("missing");
    try (ReportSpool spool = new ReportSpool(missing, 0, 1 << 20)) {
      assertThatThrownBy(() -> spool.add(interval(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot be kept in " + missing);
    }
  }
}
