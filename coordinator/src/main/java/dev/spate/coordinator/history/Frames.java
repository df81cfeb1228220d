package dev.spate.coordinator.history;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// How an entry stands in the file: length and CRC-32C, four bytes each and big-endian, then the
/// entry. The checksum covers the length too, so zeros are no frame.
final class Frames {
  /// The first bytes of the file: what it is, and version 1.
  static final byte[] HEADER = {'S', 'P', 'T', 'J', 0, 0, 0, 1};

  /// Bytes before the entry.
  static final int PREFIX_BYTES = 8;

  /// The largest entry: an accepted plan with its text has less than half of it.
  static final int MAX_ENTRY_BYTES = 16 << 20;

  private Frames() {}

  /// @throws IllegalArgumentException for an empty entry, or one that is too large
  static ByteBuffer frame(byte[] entry) {
    if (!fits(entry.length)) {
      throw new IllegalArgumentException(
          "an event has 1 to " + MAX_ENTRY_BYTES + " bytes, not " + entry.length);
    }
    return ByteBuffer.allocate(PREFIX_BYTES + entry.length)
        .putInt(entry.length)
        .putInt(check(entry))
        .put(entry)
        .flip();
  }

  /// How many bytes of entry a prefix announces; 0 for one that announces none that could be.
  static int lengthIn(byte[] prefix) {
    int length = prefix.length < PREFIX_BYTES ? 0 : ByteBuffer.wrap(prefix).getInt();
    return fits(length) ? length : 0;
  }

  /// Whether these are the prefix and the entry of a frame as it was written.
  static boolean whole(byte[] prefix, byte[] entry) {
    return fits(entry.length)
        && entry.length == lengthIn(prefix)
        && check(entry) == ByteBuffer.wrap(prefix).getInt(Integer.BYTES);
  }

  /// Whether a whole frame begins anywhere behind the first of these bytes. Nothing follows a torn
  /// frame, so where one does, the file was damaged and not cut off.
  static boolean followsIn(byte[] bytes) {
    for (int at = 1; at + PREFIX_BYTES < bytes.length; at++) {
      if (begins(ByteBuffer.wrap(bytes, at, bytes.length - at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(ByteBuffer bytes) {
    int length = bytes.getInt();
    int check = bytes.getInt();
    return fits(length)
        && length <= bytes.remaining()
        && check == check(bytes.slice(bytes.position(), length), length);
  }

  private static boolean fits(int length) {
    return length >= 1 && length <= MAX_ENTRY_BYTES;
  }

  private static int check(byte[] entry) {
    return check(ByteBuffer.wrap(entry), entry.length);
  }

  private static int check(ByteBuffer entry, int length) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    crc.update(entry);
    return (int) crc.getValue();
  }
}
