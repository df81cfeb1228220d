package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;

/// Throws away empty lines between answers, as a client may (RFC 9112 §9.2): some servers end a
/// body with one too many.
final class EmptyLines {
  /// The most before one answer.
  static final int MAX = 8;

  private int lines;
  private boolean midLine;

  /// Reads over empty lines.
  ///
  /// @return COMPLETE at the first byte of something else
  Progress skip(ByteBuf in) {
    while (in.isReadable()) {
      byte c = in.getByte(in.readerIndex());
      if (c == '\n') {
        midLine = false;
        lines++;
      } else if (midLine) {
        return Progress.MALFORMED;
      } else if (c == '\r') {
        midLine = true;
      } else {
        lines = 0;
        return Progress.COMPLETE;
      }
      if (lines > MAX) {
        return Progress.MALFORMED;
      }
      in.skipBytes(1);
    }
    return Progress.MORE;
  }
}
