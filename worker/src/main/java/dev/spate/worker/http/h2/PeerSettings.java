package dev.spate.worker.http.h2;

import static dev.spate.worker.http.h2.ErrorCode.FLOW_CONTROL_ERROR;
import static dev.spate.worker.http.h2.ErrorCode.PROTOCOL_ERROR;

/// What the other side has set (RFC 9113 §6.5.2), as far as it concerns a client that keeps nothing
/// in a dynamic table.
final class PeerSettings {
  /// How many streams are open at most before the other side has said; RFC 9113 §6.5.2 recommends
  /// that it allows no fewer.
  static final int ASSUMED_STREAMS = 100;

  private int maxStreams = ASSUMED_STREAMS;
  private boolean heard;
  private int maxPayload = Frames.MAX_PAYLOAD;
  private int window = Frames.DEFAULT_WINDOW;
  private boolean tableSmaller;

  /// How many streams may be open at a time.
  int maxStreams() {
    return maxStreams;
  }

  /// The longest payload of a frame.
  int maxPayload() {
    return maxPayload;
  }

  /// How much may be sent on a new stream.
  int window() {
    return window;
  }

  /// Whether the table may be smaller than it is by default, which is to be honoured aloud.
  boolean tableSmaller() {
    return tableSmaller;
  }

  /// A SETTINGS frame has been read. Whoever has not limited streams by the first one allows any
  /// number.
  void onEnd() {
    if (!heard) {
      heard = true;
      maxStreams = Integer.MAX_VALUE;
    }
  }

  /// @throws ViolationException where a setting has no such value
  void set(int id, long value) throws ViolationException {
    switch (id) {
      case Frames.HEADER_TABLE_SIZE -> tableSmaller |= value < Frames.DEFAULT_TABLE_SIZE;
      case Frames.ENABLE_PUSH ->
          require(value == 0, PROTOCOL_ERROR, "a server that says that it may push");
      case Frames.MAX_CONCURRENT_STREAMS -> {
        heard = true;
        maxStreams = (int) Math.min(value, Integer.MAX_VALUE);
      }
      case Frames.INITIAL_WINDOW_SIZE -> {
        require(value <= Integer.MAX_VALUE, FLOW_CONTROL_ERROR, "a window of " + value);
        window = (int) value;
      }
      case Frames.MAX_FRAME_SIZE -> {
        require(
            value >= Frames.MAX_PAYLOAD && value <= Frames.MAX_MAX_PAYLOAD,
            PROTOCOL_ERROR,
            "frames of at most " + value + " bytes");
        maxPayload = (int) value;
      }
      default -> {} // MAX_HEADER_LIST_SIZE is advice; others mean nothing to us
    }
  }

  private static void require(boolean valid, ErrorCode code, String otherwise)
      throws ViolationException {
    if (!valid) {
      throw new ViolationException(code, otherwise);
    }
  }
}
