package dev.spate.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/// A distribution of durations, 3 significant digits, as it travels: an HdrHistogram in its
/// compressed V2 encoding. Immutable. To add some up and to read percentiles, put them into a
/// [LatencySum].
public final class Latencies {
  /// Significant decimal digits of every histogram.
  public static final int DIGITS = 3;

  private static final int MAX_ENCODED_BYTES = 1 << 20;
  private static final Latencies NO_MICROSECONDS =
      new Latencies(Resolution.MICROSECOND, 0, 0, 0, new byte[0], null);
  private static final Latencies NO_NANOSECONDS =
      new Latencies(Resolution.NANOSECOND, 0, 0, 0, new byte[0], null);

  private final Resolution resolution;
  private final long count;
  private final long saturated;
  private final double sumSeconds;
  private final byte[] encoded;

  /// The same without compression, where it came from outside: it will be read again.
  private final byte @Nullable [] counts;

  private Latencies(
      Resolution resolution,
      long count,
      long saturated,
      double sumSeconds,
      byte[] encoded,
      byte @Nullable [] counts) {
    this.resolution = resolution;
    this.count = count;
    this.saturated = saturated;
    this.sumSeconds = sumSeconds;
    this.encoded = encoded;
    this.counts = counts;
  }

  /// No durations.
  public static Latencies none(Resolution resolution) {
    return resolution == Resolution.MICROSECOND ? NO_MICROSECONDS : NO_NANOSECONDS;
  }

  /// A copy of what a histogram holds.
  ///
  /// @param saturated how many of its values were above [Resolution#highest()]
  public static Latencies of(Histogram histogram, Resolution resolution, long saturated) {
    if (histogram.getTotalCount() == 0) {
      return none(resolution);
    }
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return new Latencies(
        resolution,
        histogram.getTotalCount(),
        saturated,
        resolution.seconds(sum(histogram)),
        Arrays.copyOf(buffer.array(), length),
        null);
  }

  /// Each value in the middle of its cell. HdrHistogram's own mean takes a cell of one unit for the
  /// value at its lower end, half a unit less than what was rounded down into it.
  private static double sum(Histogram histogram) {
    double sum = 0;
    for (HistogramIterationValue cell : histogram.recordedValues()) {
      long low = histogram.lowestEquivalentValue(cell.getValueIteratedTo());
      double middle = low + histogram.sizeOfEquivalentValueRange(low) / 2.0;
      sum += middle * cell.getCountAtValueIteratedTo();
    }
    return sum;
  }

  /// What [#encoded()] gave.
  ///
  /// @param saturated 0 to the number of durations
  /// @throws IllegalArgumentException where the bytes are no such histogram, or one that could not
  ///   be added to others of this resolution
  public static Latencies fromEncoded(ByteBuffer encoded, Resolution resolution, long saturated) {
    if (encoded.remaining() > MAX_ENCODED_BYTES) {
      throw new IllegalArgumentException(
          "a histogram of " + encoded.remaining() + " bytes is too large");
    }
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    byte[] counts = bytes.length == 0 ? bytes : Cells.inflate(bytes);
    Tally tally = new Tally();
    Cells.read(counts, resolution.highest(), tally);
    if (saturated < 0 || saturated > tally.count) {
      throw new IllegalArgumentException(saturated + " of " + tally.count + " durations saturated");
    }
    return tally.count == 0
        ? none(resolution)
        : new Latencies(
            resolution, tally.count, saturated, resolution.seconds(tally.sum), bytes, counts);
  }

  /// How many there are, and their sum: each in the middle of its cell, as above.
  private static final class Tally implements Cells.Reader {
    private long count;
    private double sum;

    @Override
    public void cell(long value, long width, long count) {
      this.count += count;
      if (this.count < 0) {
        throw new IllegalArgumentException("a histogram of more than 2⁶³ values");
      }
      sum += (value + width / 2.0) * count;
    }
  }

  public Resolution resolution() {
    return resolution;
  }

  /// How many durations.
  public long count() {
    return count;
  }

  /// How many of them were above the range, and stand at its end.
  public long saturated() {
    return saturated;
  }

  /// All durations together, each known to 3 digits and to half a unit of the resolution.
  public double sumSeconds() {
    return sumSeconds;
  }

  /// HdrHistogram's compressed V2 encoding; empty where there are no durations.
  public ByteBuffer encoded() {
    return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
  }

  /// Tells of each cell that is not empty.
  void forEach(Cells.Reader reader) {
    if (count > 0) {
      Cells.read(counts == null ? Cells.inflate(encoded) : counts, resolution.highest(), reader);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latencies that
        && resolution == that.resolution
        && saturated == that.saturated
        && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return count + " durations";
  }
}
