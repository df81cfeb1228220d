package dev.spate.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/// A distribution of durations, 3 significant digits, as it travels: an HdrHistogram in its
/// compressed V2 encoding. Immutable. To add some up and to read percentiles, put them into a
/// [LatencySum].
public final class Latencies {
  /// Significant decimal digits of every histogram.
  public static final int DIGITS = 3;

  private static final int MAX_ENCODED_BYTES = 1 << 20;
  private static final Latencies NO_MICROSECONDS =
      new Latencies(Resolution.MICROSECOND, 0, 0, 0, new byte[0]);
  private static final Latencies NO_NANOSECONDS =
      new Latencies(Resolution.NANOSECOND, 0, 0, 0, new byte[0]);

  private final Resolution resolution;
  private final long count;
  private final long saturated;
  private final double sumSeconds;
  private final byte[] encoded;

  private Latencies(
      Resolution resolution, long count, long saturated, double sumSeconds, byte[] encoded) {
    this.resolution = resolution;
    this.count = count;
    this.saturated = saturated;
    this.sumSeconds = sumSeconds;
    this.encoded = encoded;
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
    return of(histogram, resolution, saturated, Arrays.copyOf(buffer.array(), length));
  }

  private static Latencies of(
      Histogram histogram, Resolution resolution, long saturated, byte[] encoded) {
    double sumSeconds = resolution.seconds(sum(histogram));
    return new Latencies(resolution, histogram.getTotalCount(), saturated, sumSeconds, encoded);
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
    Histogram histogram =
        bytes.length == 0 ? new Histogram(DIGITS) : checked(decode(bytes), resolution);
    long count = histogram.getTotalCount();
    if (saturated < 0 || saturated > count) {
      throw new IllegalArgumentException(saturated + " of " + count + " durations saturated");
    }
    return count == 0 ? none(resolution) : of(histogram, resolution, saturated, bytes);
  }

  private static Histogram checked(Histogram histogram, Resolution resolution) {
    if (histogram.getNumberOfSignificantValueDigits() != DIGITS
        || histogram.getLowestDiscernibleValue() != 1) {
      throw new IllegalArgumentException(
          "a histogram has " + DIGITS + " significant digits and counts from 1");
    }
    if (histogram.getTotalCount() < 0
        || histogram.lowestEquivalentValue(histogram.getMaxValue()) > resolution.highest()) {
      throw new IllegalArgumentException("a histogram beyond the range of " + resolution);
    }
    return histogram;
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

  /// The histogram, decoded anew.
  Histogram histogram() {
    return count == 0 ? new Histogram(DIGITS) : decode(encoded);
  }

  private static Histogram decode(byte[] bytes) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("not an encoded histogram: " + e.getMessage(), e);
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
