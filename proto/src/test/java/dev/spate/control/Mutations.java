package dev.spate.control;

import java.util.Arrays;
import java.util.Random;

/// What an enemy or a broken disk makes of bytes.
final class Mutations {
  private Mutations() {}

  /// A copy with one to four changes.
  static byte[] of(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    int changes = 1 + random.nextInt(4);
    for (int change = 0; change < changes; change++) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> flipped(bytes, at, 1 << random.nextInt(8));
      case 1 -> flipped(bytes, at, random.nextInt(256));
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, random.nextInt(at + 1), bytes.length));
      default -> joined(bytes, at, Arrays.copyOfRange(bytes, at + 1, bytes.length));
    };
  }

  private static byte[] flipped(byte[] bytes, int at, int bits) {
    bytes[at] ^= (byte) bits;
    return bytes;
  }

  /// The bytes up to a place, then a tail.
  private static byte[] joined(byte[] bytes, int upTo, byte[] tail) {
    byte[] joined = Arrays.copyOf(bytes, upTo + tail.length);
    System.arraycopy(tail, 0, joined, upTo, tail.length);
    return joined;
  }
}
