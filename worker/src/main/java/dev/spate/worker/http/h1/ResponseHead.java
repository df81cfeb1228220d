package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The head of an answer: collects its bytes however they are split, and reads from them what
/// decides where the answer ends.
///
/// A target mostly answers on a connection with the head that it sent last. So the last one is kept
/// with what was read from it, and one that is the same byte for byte is not read again: comparing
/// takes eight bytes at a time.
///
/// Allocates only where a head is longer than any before it.
final class ResponseHead {
  /// The longest line, without its end.
  static final int MAX_LINE = 16_384;

  /// The most bytes of one head, line ends included.
  static final int MAX_BYTES = 65_536;

  static final int MAX_FIELDS = 200;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] PREFIX = {'H', 'T', 'T', 'P', '/', '1', '.'};

  private final HeadFields fields = new HeadFields();
  private byte[] bytes = new byte[512];
  private int length;
  private int lineStart;
  private int lines;
  private boolean complete;

  /// What was read; of use once the head is complete.
  HeadFields fields() {
    return fields;
  }

  /// Whether some of a head was read, and more of it is to come.
  boolean begun() {
    return length > 0 && !complete;
  }

  /// Forgets an unfinished head.
  void restart() {
    if (!complete) {
      clear();
    }
  }

  /// Reads on, and leaves in `in` what follows the head.
  Progress read(ByteBuf in) {
    if (complete) {
      if (repeats(in)) {
        in.skipBytes(length);
        return Progress.COMPLETE;
      }
      clear();
    }
    while (in.isReadable()) {
      if (length == bytes.length && !grow()) {
        return Progress.MALFORMED;
      }
      int from = length;
      int count = Math.min(in.readableBytes(), bytes.length - from);
      in.getBytes(in.readerIndex(), bytes, from, count);
      int end = endOfHead(from, from + count);
      if (end < 0) {
        return Progress.MALFORMED;
      }
      if (end > 0) {
        in.skipBytes(end - from);
        length = end;
        complete = fields.read(bytes, end);
        return complete ? Progress.COMPLETE : Progress.MALFORMED;
      }
      in.skipBytes(count);
      length += count;
    }
    return Progress.MORE;
  }

  private void clear() {
    complete = false;
    length = 0;
    lineStart = 0;
    lines = 0;
  }

  private boolean repeats(ByteBuf in) {
    if (in.readableBytes() < length) {
      return false;
    }
    int start = in.readerIndex();
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      if (in.getLongLE(start + at) != (long) LONG.get(bytes, at)) {
        return false;
      }
    }
    for (; at < length; at++) {
      if (in.getByte(start + at) != bytes[at]) {
        return false;
      }
    }
    return true;
  }

  private boolean grow() {
    if (bytes.length >= MAX_BYTES) {
      return false;
    }
    byte[] longer = new byte[2 * bytes.length];
    System.arraycopy(bytes, 0, longer, 0, bytes.length);
    bytes = longer;
    return true;
  }

  /// Looks for the empty line in new bytes.
  ///
  /// @return the index after it, 0 where it is not there yet, -1 where this can be no head
  private int endOfHead(int from, int to) {
    for (int at = from; at < PREFIX.length && at < to; at++) {
      if (bytes[at] != PREFIX[at]) {
        return -1;
      }
    }
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        int lineEnd = at > lineStart && bytes[at - 1] == '\r' ? at - 1 : at;
        if (lineEnd == lineStart) {
          return at + 1;
        }
        if (lineEnd - lineStart > MAX_LINE || ++lines > MAX_FIELDS + 1) {
          return -1;
        }
        lineStart = at + 1;
      }
    }
    return to - lineStart > MAX_LINE + 1 ? -1 : 0;
  }
}
