package dev.spate.measure;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The cells of an encoded HdrHistogram that are not empty, in the order of their values. A worker
/// fills some hundred of the thousands that a histogram has room for, so reading these costs a
/// fraction of making the histogram; a coordinator reads thousands of them a second.
///
/// The format is HdrHistogram's V2: a header of 40 bytes and the counts as ZigZag LEB128, where a
/// negative one stands for as many empty cells; all of it deflated behind 8 bytes more.
final class Cells {
  private static final int COMPRESSED_COOKIE = 0x1c849304 | 0x10;
  private static final int COOKIE = 0x1c849303 | 0x10;
  private static final int HEADER_BYTES = 40;

  /// Of 3 digits that count from 1: so many cells have the width of one unit, half as many each
  /// further width.
  private static final int HALF_MAGNITUDE = 10;

  private static final int HALF = 1 << HALF_MAGNITUDE;

  /// The most that a histogram up to an hour in nanoseconds takes, and some more.
  private static final int MAX_BYTES = 1 << 20;

  /// LEB128 in 9 bytes: the last one has 8 bits.
  private static final int LAST_SHIFT = 56;

  private static final ThreadLocal<Inflation> INFLATION = ThreadLocal.withInitial(Inflation::new);

  private Cells() {}

  /// Is told of each cell.
  interface Reader {
    /// @param value the least that belongs into the cell
    /// @param width how many values do
    /// @param count more than 0
    void cell(long value, long width, long count);
  }

  /// An inflater and its room, kept by thread: making one costs more than using it.
  private static final class Inflation {
    private final Inflater inflater = new Inflater();
    private byte[] room = new byte[1 << 14];

    byte[] inflate(byte[] bytes, int offset, int length) throws DataFormatException {
      inflater.reset();
      inflater.setInput(bytes, offset, length);
      int size = inflater.inflate(room);
      while (!inflater.finished()) {
        if (inflater.needsInput() || inflater.needsDictionary() || size >= MAX_BYTES) {
          throw new IllegalArgumentException("not an encoded histogram: it is cut short");
        }
        room = Arrays.copyOf(room, 2 * room.length);
        size += inflater.inflate(room, size, room.length - size);
      }
      return Arrays.copyOf(room, size);
    }
  }

  /// Undoes the compression.
  ///
  /// @return the counts, for [#read]
  /// @throws IllegalArgumentException where the bytes are no histogram of 3 digits that counts from
  ///   1
  static byte[] inflate(byte[] encoded) {
    try {
      ByteBuffer outer = ByteBuffer.wrap(encoded);
      int cookie = outer.getInt();
      int length = outer.getInt();
      if (cookie != COMPRESSED_COOKIE || length < 0 || length > outer.remaining()) {
        throw new IllegalArgumentException("not an encoded histogram");
      }
      byte[] whole = INFLATION.get().inflate(encoded, outer.position(), length);
      ByteBuffer inner = ByteBuffer.wrap(whole);
      int innerCookie = inner.getInt();
      int payload = inner.getInt();
      int normalizing = inner.getInt();
      int digits = inner.getInt();
      long lowest = inner.getLong();
      if (innerCookie != COOKIE || payload < 0 || payload > whole.length - HEADER_BYTES) {
        throw new IllegalArgumentException("not an encoded histogram");
      }
      if (digits != Latencies.DIGITS || lowest != 1 || normalizing != 0) {
        throw new IllegalArgumentException(
            "a histogram has " + Latencies.DIGITS + " significant digits and counts from 1");
      }
      return Arrays.copyOfRange(whole, HEADER_BYTES, HEADER_BYTES + payload);
    } catch (DataFormatException | BufferUnderflowException e) {
      throw new IllegalArgumentException("not an encoded histogram: " + e.getMessage(), e);
    }
  }

  /// @param counts of [#inflate]
  /// @param highest the greatest value that a cell may begin with
  /// @throws IllegalArgumentException for counts that are none, or of values beyond the highest
  static void read(byte[] counts, long highest, Reader reader) {
    int at = 0;
    long index = 0;
    while (at < counts.length) {
      long word = 0;
      int shift = 0;
      byte next;
      do {
        if (at == counts.length) {
          throw new IllegalArgumentException("not an encoded histogram: it ends in a number");
        }
        next = counts[at++];
        word |= (shift == LAST_SHIFT ? next & 0xffL : next & 0x7fL) << shift;
        shift += 7;
      } while (next < 0 && shift <= LAST_SHIFT);
      long count = (word >>> 1) ^ -(word & 1);
      if (count < 0) {
        index = skipped(index, count);
      } else {
        if (count > 0) {
          reader.cell(valueAt(index, highest), widthAt(index), count);
        }
        index++;
      }
    }
  }

  private static long skipped(long index, long negative) {
    if (negative < -Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a histogram has no " + -negative + " cells");
    }
    return index - negative;
  }

  private static long valueAt(long index, long highest) {
    int bucket = bucket(index);
    // Where the bucket is out of range, so is the value; a shift would forget it.
    long value =
        bucket >= Long.SIZE - HALF_MAGNITUDE - 2
            ? Long.MAX_VALUE
            : (index - (long) bucket * HALF) << bucket;
    if (value > highest) {
      throw new IllegalArgumentException("a histogram beyond the range of its resolution");
    }
    return value;
  }

  private static long widthAt(long index) {
    return 1L << bucket(index);
  }

  /// The power of two that is the width of a cell. The first two halves have cells of one unit.
  private static int bucket(long index) {
    return Math.clamp((index >> HALF_MAGNITUDE) - 1, 0, Long.SIZE - 1);
  }
}
