package dev.spate.worker.http.h2;

import static dev.spate.worker.http.h2.ErrorCode.FRAME_SIZE_ERROR;
import static dev.spate.worker.http.h2.ErrorCode.PROTOCOL_ERROR;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Cuts the bytes of a connection into frames, however they are split.
///
/// A frame that lies in one piece in the buffer is read where it is. The start of one that does not
/// is kept until the rest comes; only DATA is never kept, its payload is passed over as it comes.
/// Allocates only where a frame that was split is longer than any before it.
final class FrameReader {
  /// The longest header block, which bounds what a flood of CONTINUATION can make us keep.
  static final int MAX_BLOCK = 65_536;

  private final FrameListener listener;

  /// The start of a frame.
  private final ByteBuf part = Unpooled.buffer(64, Frames.HEADER_BYTES + Frames.MAX_PAYLOAD);

  private final HeaderBlock block = new HeaderBlock();

  private boolean anyFrame;
  private long sinceNs;

  // The DATA frame whose payload is being passed over.
  private int dataStream;
  private int dataLeft;
  private int dataPadding;
  private int dataContent;
  private boolean dataPadded;
  private boolean dataEndsStream;
  private boolean inData;

  FrameReader(FrameListener listener) {
    this.listener = listener;
  }

  /// Reads all there is.
  ///
  /// @param nowNs when it came
  /// @throws ViolationException where the connection is to be ended; there is no use in reading on
  void read(ByteBuf in, long nowNs) throws ViolationException {
    if (part.isReadable()) {
      completePart(in);
    }
    sinceNs = part.isReadable() ? sinceNs : nowNs;
    while (in.isReadable()) {
      if (inData) {
        passData(in);
      } else if (!readFrame(in)) {
        part.clear().writeBytes(in);
      }
    }
  }

  private void completePart(ByteBuf in) throws ViolationException {
    fillPart(in, Frames.HEADER_BYTES);
    if (part.readableBytes() >= Frames.HEADER_BYTES) {
      fillPart(in, needed(part));
      if (readFrame(part)) {
        part.clear();
      }
    }
  }

  private void fillPart(ByteBuf in, int size) {
    int missing = size - part.readableBytes();
    if (missing > 0) {
      part.writeBytes(in, Math.min(missing, in.readableBytes()));
    }
  }

  /// How much of the frame at the reader index must be there for it to be read.
  private static int needed(ByteBuf in) throws ViolationException {
    int start = in.readerIndex();
    int length = in.getUnsignedMedium(start);
    if (length > Frames.MAX_PAYLOAD) {
      throw new ViolationException(FRAME_SIZE_ERROR, "a frame of " + length + " bytes");
    }
    boolean data = in.getByte(start + 3) == Frames.DATA;
    return Frames.HEADER_BYTES + (data ? 0 : length);
  }

  /// @return false where not enough of it is there
  private boolean readFrame(ByteBuf in) throws ViolationException {
    if (in.readableBytes() < Frames.HEADER_BYTES || in.readableBytes() < needed(in)) {
      return false;
    }
    int length = in.readUnsignedMedium();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & 0x7fff_ffff;
    checkOrder(type, flags, stream);
    if (type == Frames.DATA) {
      beginData(length, flags, stream);
    } else {
      int end = in.readerIndex() + length;
      readPayload(in, length, type, flags, stream);
      in.readerIndex(end);
    }
    return true;
  }

  private void checkOrder(int type, int flags, int stream) throws ViolationException {
    if (!anyFrame) {
      require(type == Frames.SETTINGS && (flags & Frames.FLAG_ACK) == 0, "no SETTINGS at first");
      anyFrame = true;
    }
    if (block.isOpen() || type == Frames.CONTINUATION) {
      require(
          type == Frames.CONTINUATION && block.isOpenFor(stream),
          "a header block is continued by its own CONTINUATION, and by nothing else");
    }
  }

  private void readPayload(ByteBuf in, int length, int type, int flags, int stream)
      throws ViolationException {
    switch (type) {
      case Frames.HEADERS -> readHeaders(in, length, flags, stream);
      case Frames.WINDOW_UPDATE -> {
        requireSize(length == 4);
        listener.onWindowUpdate(stream, in.readInt() & 0x7fff_ffff);
      }
      case Frames.SETTINGS -> readSettings(in, length, flags, stream);
      case Frames.RST_STREAM -> {
        require(stream != 0, "RST_STREAM of no stream");
        requireSize(length == 4);
        listener.onReset(stream, in.readUnsignedInt());
      }
      case Frames.PING -> readPing(in, length, flags, stream);
      case Frames.GOAWAY -> {
        require(stream == 0, "GOAWAY of a stream");
        requireSize(length >= 8);
        listener.onGoAway(in.readInt() & 0x7fff_ffff, in.readUnsignedInt());
      }
      case Frames.CONTINUATION -> readContinuation(in, length, flags);
      case Frames.PUSH_PROMISE ->
          throw new ViolationException(PROTOCOL_ERROR, "PUSH_PROMISE, which was refused");
      case Frames.PRIORITY -> readPriority(length, stream);
      default -> listener.onIgnored();
    }
  }

  private void beginData(int length, int flags, int stream) throws ViolationException {
    require(stream != 0, "DATA of no stream");
    dataPadded = (flags & Frames.FLAG_PADDED) != 0;
    requireSize(!dataPadded || length > 0);
    dataStream = stream;
    dataLeft = length;
    dataPadding = 0;
    dataContent = length;
    dataEndsStream = (flags & Frames.FLAG_END_STREAM) != 0;
    inData = true;
    listener.onData(stream, length);
    if (length == 0) {
      endData();
    }
  }

  private void passData(ByteBuf in) throws ViolationException {
    if (dataPadded) {
      int padding = in.readUnsignedByte();
      require(padding < dataLeft, "more padding than payload");
      dataPadded = false;
      dataLeft--;
      dataPadding = padding;
      dataContent -= 1 + padding;
    }
    int count = Math.min(in.readableBytes(), dataLeft);
    int content = Math.min(count, dataLeft - dataPadding);
    if (content > 0) {
      listener.onContent(dataStream, in, content);
    }
    in.skipBytes(count);
    dataLeft -= count;
    if (dataLeft == 0) {
      endData();
    }
  }

  private void endData() throws ViolationException {
    inData = false;
    listener.onDataEnd(dataStream, dataContent, dataEndsStream);
  }

  private void readHeaders(ByteBuf in, int length, int flags, int stream)
      throws ViolationException {
    require(stream != 0, "HEADERS of no stream");
    int size = length;
    int padding = 0;
    if ((flags & Frames.FLAG_PADDED) != 0) {
      requireSize(size > 0);
      padding = in.readUnsignedByte();
      size--;
    }
    if ((flags & Frames.FLAG_PRIORITY) != 0) {
      requireSize(size >= 5);
      in.skipBytes(5);
      size -= 5;
    }
    require(padding <= size, "more padding than payload");
    size -= padding;
    boolean endStream = (flags & Frames.FLAG_END_STREAM) != 0;
    int wireBytes = Frames.HEADER_BYTES + length;
    if ((flags & Frames.FLAG_END_HEADERS) != 0) {
      listener.onHeaders(stream, endStream, in, size, wireBytes, sinceNs);
    } else {
      block.open(stream, endStream, sinceNs);
      block.append(in, size, wireBytes);
    }
  }

  private void readContinuation(ByteBuf in, int length, int flags) throws ViolationException {
    boolean last = (flags & Frames.FLAG_END_HEADERS) != 0;
    if (length == 0 && !last) {
      listener.onIgnored();
    }
    block.append(in, length, Frames.HEADER_BYTES + length);
    if (last) {
      block.tell(listener);
    }
  }

  private void readSettings(ByteBuf in, int length, int flags, int stream)
      throws ViolationException {
    require(stream == 0, "SETTINGS of a stream");
    if ((flags & Frames.FLAG_ACK) != 0) {
      requireSize(length == 0);
      listener.onSettingsAcknowledged();
      return;
    }
    requireSize(length % 6 == 0);
    for (int left = length; left > 0; left -= 6) {
      int id = in.readUnsignedShort();
      listener.onSetting(id, in.readUnsignedInt());
    }
    listener.onSettingsEnd();
  }

  private void readPing(ByteBuf in, int length, int flags, int stream) throws ViolationException {
    require(stream == 0, "PING of a stream");
    requireSize(length == 8);
    if ((flags & Frames.FLAG_ACK) == 0) {
      listener.onPing(in.readLong());
    } else {
      listener.onIgnored();
    }
  }

  private void readPriority(int length, int stream) throws ViolationException {
    require(stream != 0, "PRIORITY of no stream");
    if (length == 5) {
      listener.onIgnored();
    } else {
      listener.onBrokenStream(stream, FRAME_SIZE_ERROR);
    }
  }

  private static void require(boolean valid, String otherwise) throws ViolationException {
    if (!valid) {
      throw new ViolationException(PROTOCOL_ERROR, otherwise);
    }
  }

  private static void requireSize(boolean valid) throws ViolationException {
    if (!valid) {
      throw new ViolationException(FRAME_SIZE_ERROR, "a frame of a size that its type cannot have");
    }
  }
}
