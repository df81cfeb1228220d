package dev.spate.worker.http.h2;

/// Numbers of RFC 9113 §4 to §6.
final class Frames {
  /// The bytes of a frame before its payload: length (3), type (1), flags (1), stream (4).
  static final int HEADER_BYTES = 9;

  /// The longest payload that is allowed where nobody has said anything else. We never do.
  static final int MAX_PAYLOAD = 16_384;

  /// The longest payload that a peer may ask for.
  static final int MAX_MAX_PAYLOAD = (1 << 24) - 1;

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int FLAG_END_STREAM = 0x1;
  static final int FLAG_ACK = 0x1;
  static final int FLAG_END_HEADERS = 0x4;
  static final int FLAG_PADDED = 0x8;
  static final int FLAG_PRIORITY = 0x20;

  static final int HEADER_TABLE_SIZE = 1;
  static final int ENABLE_PUSH = 2;
  static final int MAX_CONCURRENT_STREAMS = 3;
  static final int INITIAL_WINDOW_SIZE = 4;
  static final int MAX_FRAME_SIZE = 5;
  static final int MAX_HEADER_LIST_SIZE = 6;

  /// What a window holds, and a dynamic table, before anybody has said anything else.
  static final int DEFAULT_WINDOW = 65_535;

  static final int DEFAULT_TABLE_SIZE = 4_096;

  private Frames() {}
}
