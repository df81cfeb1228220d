package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;

/// HdrHistogram's own decoder is the reference.
final class CellsTest {
  private static final long HIGHEST = Resolution.NANOSECOND.highest();

  @Test
  void areThoseThatHdrHistogramReads() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      Histogram recorded = recorded(random, random.nextInt(400), 1L << (1 + random.nextInt(40)));

      assertThat(read(encoded(recorded))).isDeepEqualTo(cellsOf(recorded));
    }
  }

  @Test
  void haveTheWidthOfTheirValues() {
    Histogram one = new Histogram(Latencies.DIGITS);
    one.setAutoResize(true);
    for (long value : new long[] {0, 2_047, 2_048, 4_095, 4_096, 1_000_000, HIGHEST}) {
      one.reset();
      one.recordValue(value);
      Cells.read(
          Cells.inflate(encoded(one)),
          HIGHEST,
          (least, width, _) -> {
            assertThat(least).isEqualTo(one.lowestEquivalentValue(value));
            assertThat(width).isEqualTo(one.sizeOfEquivalentValueRange(value));
          });
    }
  }

  @Test
  void ofManyValuesAreReadToo() {
    Histogram full = recorded(new Random(6), 200_000, HIGHEST);

    assertThat(read(encoded(full))).isDeepEqualTo(cellsOf(full));
  }

  @Test
  void countsUpToTheGreatestNumberAreRead() {
    Histogram heavy = new Histogram(Latencies.DIGITS);
    heavy.recordValueWithCount(7, Long.MAX_VALUE / 2);

    assertThat(read(encoded(heavy))).isDeepEqualTo(cellsOf(heavy));
  }

  @Test
  void beyondTheRangeAreRefused() {
    Histogram beyond = new Histogram(Latencies.DIGITS);
    beyond.setAutoResize(true);
    beyond.recordValue(2 * HIGHEST);
    byte[] counts = Cells.inflate(encoded(beyond));

    assertThatThrownBy(() -> Cells.read(counts, HIGHEST, (_, _, _) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("beyond the range");
  }

  @Test
  void farBeyondEveryRangeAreRefused() {
    ByteBuffer skips = ByteBuffer.allocate(50);
    for (int i = 0; i < 5; i++) {
      putZigZag(skips, -Integer.MAX_VALUE);
    }
    putZigZag(skips, 1);
    byte[] counts = Arrays.copyOf(skips.array(), skips.position());

    assertThatThrownBy(() -> Cells.read(counts, HIGHEST, (_, _, _) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thatEndInANumberAreRefused() {
    assertThatThrownBy(() -> Cells.read(new byte[] {(byte) 0x80}, HIGHEST, (_, _, _) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends in a number");
  }

  @Test
  void thatAreCutShortAreRefused() {
    byte[] whole = encoded(recorded(new Random(7), 100, 1_000_000));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Cells.inflate(cut)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void putZigZag(ByteBuffer to, long value) {
    long rest = (value << 1) ^ (value >> 63);
    while (rest >>> 7 != 0) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static Histogram recorded(Random random, int values, long bound) {
    Histogram histogram = new Histogram(Latencies.DIGITS);
    histogram.setAutoResize(true);
    for (int i = 0; i < values; i++) {
      histogram.recordValueWithCount(random.nextLong(bound), 1 + random.nextInt(1_000));
    }
    return histogram;
  }

  private static byte[] encoded(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
  }

  private static long[][] read(byte[] encoded) {
    List<long[]> cells = new ArrayList<>();
    Cells.read(
        Cells.inflate(encoded), HIGHEST, (value, _, count) -> cells.add(new long[] {value, count}));
    return cells.toArray(long[][]::new);
  }

  private static long[][] cellsOf(Histogram histogram) {
    List<long[]> cells = new ArrayList<>();
    for (HistogramIterationValue cell : histogram.recordedValues()) {
      cells.add(
          new long[] {
            histogram.lowestEquivalentValue(cell.getValueIteratedTo()),
            cell.getCountAtValueIteratedTo()
          });
    }
    return cells.toArray(long[][]::new);
  }
}
