package dev.spate.plan;

import java.util.Arrays;

/// Instants in ascending order, in nanoseconds since the start of a phase. Immutable.
///
/// On the wire each is its distance from the one before it (the first one's from 0), in seven bits
/// a byte, the lowest first; all bytes of a number but its last have the eighth bit (the varints of
/// protobuf). So a distance below 268 ms has four bytes.
public final class Instants implements DueTimes {
  /// The most that the instants of all phases of a plan may be on the wire, in bytes.
  public static final int MAX_BYTES = 1 << 20;

  /// Of a distance: 8 bytes have 56 bits, and 30 days 52.
  private static final int MOST_BITS = 56;

  private final long[] sorted;
  private final int packedBytes;

  private Instants(long[] sorted) {
    check(sorted.length > 0, "a replay has at least one arrival");
    check(sorted[0] >= 0, "no instant is before the start");
    long bytes = bytesOf(sorted[0]);
    for (int n = 1; n < sorted.length; n++) {
      check(sorted[n] > sorted[n - 1], "instants ascend, and no two are the same");
      bytes += bytesOf(sorted[n] - sorted[n - 1]);
    }
    check(sorted[sorted.length - 1] < Phase.MOST_NS, "a phase lasts at most 30 days");
    check(bytes <= MAX_BYTES, "a replay has at most 1 MB of instants");
    this.sorted = sorted;
    this.packedBytes = (int) bytes;
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /// @param ascending each above the one before it, the first 0 or more, the last below 30 days
  /// @throws IllegalArgumentException otherwise, for none, and beyond [#MAX_BYTES]
  public static Instants of(long... ascending) {
    return new Instants(ascending.clone());
  }

  /// @throws IllegalArgumentException where these are not the bytes of some
  public static Instants unpacked(byte[] packed) {
    check(packed.length <= MAX_BYTES, "a replay has at most 1 MB of instants");
    long[] instants = new long[packed.length];
    int count = 0;
    long instant = 0;
    for (int at = 0; at < packed.length; count++) {
      long distance = 0;
      int bits = 0;
      byte next;
      do {
        check(at < packed.length && bits < MOST_BITS, "these are not the instants of a replay");
        next = packed[at++];
        distance |= (next & 0x7FL) << bits;
        bits += 7;
      } while (next < 0);
      instant += distance;
      check(instant < Phase.MOST_NS, "a phase lasts at most 30 days");
      instants[count] = instant;
    }
    return new Instants(Arrays.copyOf(instants, count));
  }

  /// The form that [#unpacked] reads.
  public byte[] packed() {
    byte[] packed = new byte[packedBytes];
    int at = 0;
    long before = 0;
    for (long instant : sorted) {
      long rest = instant - before;
      for (; rest >= 0x80; rest >>>= 7) {
        packed[at++] = (byte) (rest | 0x80);
      }
      packed[at++] = (byte) rest;
      before = instant;
    }
    return packed;
  }

  /// Those before `endNs`.
  ///
  /// @throws IllegalArgumentException where there is none
  public Instants before(long endNs) {
    return new Instants(Arrays.copyOf(sorted, (int) arrivalsBefore(endNs)));
  }

  /// How long [#packed()] is.
  public int packedBytes() {
    return packedBytes;
  }

  private static int bytesOf(long distance) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(distance) + 6) / 7);
  }

  @Override
  public long total() {
    return sorted.length;
  }

  @Override
  public long dueNs(long n) {
    return sorted[(int) n];
  }

  /// The last of them.
  public long lastNs() {
    return sorted[sorted.length - 1];
  }

  @Override
  public long arrivalsBefore(long tNs) {
    int found = Arrays.binarySearch(sorted, tNs);
    return found < 0 ? -found - 1 : found;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Instants that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return sorted.length + " instants";
  }
}
