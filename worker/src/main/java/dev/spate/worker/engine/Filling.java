package dev.spate.worker.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The values of the holes of one request, in the order of its holes: those of its path, then of
/// its headers, then of its body. Each is put in as it is, so it has been encoded by then as its
/// place wants it.
///
/// Belongs to one virtual user, who fills it anew for each request, and leaves it alone from
/// [Requester#send] to the end of the exchange: the request may have to be sent twice. Allocates
/// only where it grows.
public final class Filling {
  private byte[] bytes = new byte[64];
  private int[] ends = new int[8];
  private int count;

  /// Forgets all values.
  public void clear() {
    count = 0;
  }

  /// Adds the next value.
  ///
  /// @param utf8 of which it is the bytes from `from` to before `to`
  public void add(byte[] utf8, int from, int to) {
    int length = to - from;
    int start = makeRoom(length);
    System.arraycopy(utf8, from, bytes, start, length);
    end(start + length);
  }

  /// Adds the next value, in UTF-8.
  public void add(String text) {
    int length = text.length();
    int start = makeRoom(length);
    for (int at = 0; at < length; at++) {
      char c = text.charAt(at);
      if (c >= 0x80) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8, 0, utf8.length);
        return;
      }
      bytes[start + at] = (byte) c;
    }
    end(start + length);
  }

  /// Adds the next value, a byte for each character.
  public void addLatin1(String text) {
    byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
    add(latin1, 0, latin1.length);
  }

  /// Adds values of this one to another.
  ///
  /// @param from the first of them
  /// @param to behind the last of them
  void copyTo(Filling other, int from, int to) {
    for (int value = from; value < to; value++) {
      other.add(bytes, start(value), ends[value]);
    }
  }

  private int makeRoom(int length) {
    int start = total();
    int needed = Math.addExact(start, length);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
    return start;
  }

  private void end(int end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }

  /// How many values there are.
  public int count() {
    return count;
  }

  /// The length of a value in bytes.
  public int length(int value) {
    return ends[value] - start(value);
  }

  /// The length of all values in bytes.
  public int total() {
    return count == 0 ? 0 : ends[count - 1];
  }

  /// Where a value begins in [#bytes]; one past the last begins where that ends.
  public int start(int value) {
    return value == 0 ? 0 : ends[value - 1];
  }

  /// All values, one behind the other; another array once it has grown. Only to be read.
  public byte[] bytes() {
    return bytes;
  }

  /// Copies a value to another array, which has room for it.
  public void copyTo(int value, byte[] target, int at) {
    System.arraycopy(bytes, start(value), target, at, length(value));
  }
}
