package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// A header block that goes on in CONTINUATION frames, put together.
final class HeaderBlock {
  private final ByteBuf bytes = Unpooled.buffer(256, FrameReader.MAX_BLOCK);
  private int stream;
  private boolean endStream;
  private int wireBytes;
  private long sinceNs;

  boolean isOpen() {
    return stream != 0;
  }

  boolean isOpenFor(int other) {
    return isOpen() && stream == other;
  }

  void open(int ofStream, boolean endsStream, long atNs) {
    stream = ofStream;
    endStream = endsStream;
    sinceNs = atNs;
    wireBytes = 0;
    bytes.clear();
  }

  /// @throws ViolationException where it gets too long
  void append(ByteBuf in, int length, int frameBytes) throws ViolationException {
    if (length > bytes.maxWritableBytes()) {
      throw new ViolationException(
          ErrorCode.ENHANCE_YOUR_CALM,
          "a header block of more than " + FrameReader.MAX_BLOCK + " bytes");
    }
    bytes.writeBytes(in, length);
    wireBytes += frameBytes;
  }

  /// It is complete.
  void tell(FrameListener listener) throws ViolationException {
    int of = stream;
    stream = 0;
    listener.onHeaders(of, endStream, bytes, bytes.readableBytes(), wireBytes, sinceNs);
  }
}
