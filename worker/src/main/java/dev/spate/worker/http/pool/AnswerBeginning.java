package dev.spate.worker.http.pool;

import dev.spate.measure.ErrorSample;
import io.netty.buffer.ByteBuf;

/// The beginning of an answer that is being read, however it is split. Takes memory with the first
/// bytes that it is given.
public final class AnswerBeginning {
  private byte[] bytes = {};
  private int length;

  /// Another answer begins.
  public void clear() {
    length = 0;
  }

  /// Goes on with bytes of `in`, as far as there is room.
  public void add(ByteBuf in, int from, int to) {
    int count = fitting(to - from);
    if (count > 0) {
      in.getBytes(from, bytes, length, count);
      length += count;
    }
  }

  /// Goes on with other bytes, likewise.
  public void add(byte[] more, int from, int to) {
    int count = fitting(to - from);
    if (count > 0) {
      System.arraycopy(more, from, bytes, length, count);
      length += count;
    }
  }

  /// Goes on with a part of a line, likewise. What would end the line becomes a space, as RFC 9110
  /// §5.5 has it for fields.
  public void addToLine(byte[] more, int from, int to) {
    int start = length;
    add(more, from, to);
    for (int at = start; at < length; at++) {
      if (bytes[at] == '\r' || bytes[at] == '\n') {
        bytes[at] = ' ';
      }
    }
  }

  private int fitting(int count) {
    if (bytes.length == 0) {
      bytes = new byte[ErrorSample.MAX_BYTES];
    }
    return Math.min(count, bytes.length - length);
  }

  /// Of which the first [#length] are its.
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }
}
