package dev.spate.worker.http.h1;

import dev.spate.measure.ErrorSample;
import io.netty.buffer.ByteBuf;

/// The beginning of the answer that a connection is reading, however it is split. Takes memory with
/// the first answer that is longer than one read, or failed.
final class AnswerBeginning {
  private byte[] bytes = {};
  private int length;

  /// Another answer begins.
  void clear() {
    length = 0;
  }

  /// Goes on with bytes of `in`, as far as there is room.
  void add(ByteBuf in, int from, int to) {
    int count = Math.min(to - from, ErrorSample.MAX_BYTES - length);
    if (count <= 0) {
      return;
    }
    if (bytes.length == 0) {
      bytes = new byte[ErrorSample.MAX_BYTES];
    }
    in.getBytes(from, bytes, length, count);
    length += count;
  }

  /// Of which the first [#length] are its.
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
