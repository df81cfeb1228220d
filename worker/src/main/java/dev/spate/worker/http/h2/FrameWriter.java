package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;

/// Writes the frames that a client sends, but for header blocks, which [Http2Request] has ready.
final class FrameWriter {
  private FrameWriter() {}

  static void header(ByteBuf out, int length, int type, int flags, int stream) {
    out.writeMedium(length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
  }

  /// Settings as pairs of id and value.
  static void settings(ByteBuf out, int... idsAndValues) {
    header(out, 3 * idsAndValues.length, Frames.SETTINGS, 0, 0);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      out.writeShort(idsAndValues[i]);
      out.writeInt(idsAndValues[i + 1]);
    }
  }

  static void settingsAcknowledgement(ByteBuf out) {
    header(out, 0, Frames.SETTINGS, Frames.FLAG_ACK, 0);
  }

  static void pingAnswer(ByteBuf out, long payload) {
    header(out, 8, Frames.PING, Frames.FLAG_ACK, 0);
    out.writeLong(payload);
  }

  /// @param stream 0 for the connection
  static void windowUpdate(ByteBuf out, int stream, int increment) {
    header(out, 4, Frames.WINDOW_UPDATE, 0, stream);
    out.writeInt(increment);
  }

  static void reset(ByteBuf out, int stream, ErrorCode code) {
    header(out, 4, Frames.RST_STREAM, 0, stream);
    out.writeInt(code.number());
  }

  /// Says that nothing of the other side has been or will be dealt with: it opens no streams.
  static void goAway(ByteBuf out, ErrorCode code) {
    header(out, 8, Frames.GOAWAY, 0, 0);
    out.writeInt(0);
    out.writeInt(code.number());
  }

  /// What is in front of so many bytes of a body.
  static void data(ByteBuf out, int stream, int length, boolean endStream) {
    header(out, length, Frames.DATA, endStream ? Frames.FLAG_END_STREAM : 0, stream);
  }
}
