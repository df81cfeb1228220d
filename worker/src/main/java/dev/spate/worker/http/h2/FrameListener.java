package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;

/// Hears of the frames of a connection, in order. What can be told from a frame alone has been
/// checked: sizes, padding, whether it may belong to a stream, what may follow what.
interface FrameListener {
  /// A DATA frame begins.
  ///
  /// @param length of its payload with padding, all of which counts for flow control
  void onData(int stream, int length) throws ViolationException;

  /// Content of a DATA frame came, all of it or a part.
  ///
  /// @param in has it from its reader index on; it is to stay there
  /// @param length more than 0
  void onContent(int stream, ByteBuf in, int length);

  /// The last byte of a DATA frame came.
  ///
  /// @param content bytes of the payload without padding
  void onDataEnd(int stream, int content, boolean endStream) throws ViolationException;

  /// A whole header block came, in a HEADERS frame and perhaps CONTINUATION frames.
  ///
  /// @param in has the block from its reader index on, and perhaps other bytes after it
  /// @param length of the block
  /// @param wireBytes of all its frames
  /// @param sinceNs when the first byte of it was read
  void onHeaders(int stream, boolean endStream, ByteBuf in, int length, int wireBytes, long sinceNs)
      throws ViolationException;

  /// @param code as on the wire, unsigned
  void onReset(int stream, long code) throws ViolationException;

  /// One of the settings of a SETTINGS frame.
  ///
  /// @param value unsigned
  void onSetting(int id, long value) throws ViolationException;

  /// All settings of a frame have been told: they are to be acknowledged.
  void onSettingsEnd() throws ViolationException;

  /// Our own settings are in force on the other side.
  void onSettingsAcknowledged() throws ViolationException;

  /// A PING that wants an answer with the same payload.
  void onPing(long payload) throws ViolationException;

  /// @param lastStream the highest one that the other side has done or may do something for
  /// @param code as on the wire, unsigned
  void onGoAway(int lastStream, long code) throws ViolationException;

  /// @param stream 0 for the connection
  /// @param increment 0 to 2³¹ - 1, where 0 is a mistake
  void onWindowUpdate(int stream, int increment) throws ViolationException;

  /// A frame that breaks its stream, and no other.
  void onBrokenStream(int stream, ErrorCode code) throws ViolationException;

  /// A frame that means nothing to us, or part of a header block without a byte in it.
  void onIgnored() throws ViolationException;
}
