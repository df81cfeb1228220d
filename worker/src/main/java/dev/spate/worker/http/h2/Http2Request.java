package dev.spate.worker.http.h2;

import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.pool.RequestForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// A request in the form in which all connections of a loop send it again and again.
///
/// Nearly every header block fits into one HEADERS frame. A longer one goes on in CONTINUATION
/// frames.
abstract sealed class Http2Request permits ConstantHttp2Request, FilledHttp2Request {
  private static final int STREAM_AT = 5;

  /// "The table's size is 0 from now on" (RFC 7541 §6.3): one byte before a header block.
  private static final int NO_TABLE = 0x20;

  private final boolean head;
  private final boolean idempotent;

  Http2Request(RequestForm form) {
    head = form.head();
    idempotent = form.idempotent();
  }

  /// Writes the header block.
  ///
  /// @param filling null where the request has no holes
  /// @return how many bytes that took
  abstract int writeHead(ByteBuf out, int stream, @Nullable Filling filling);

  /// Its header block on its own. Only for the rare occasions on which it cannot be written as it
  /// mostly is.
  abstract byte[] block(@Nullable Filling filling);

  /// Writes the header block after the announcement that no table is used: due once where the other
  /// side allows less of a table than by default (RFC 7541 §4.2).
  ///
  /// @return how many bytes that took
  final int writeHeadWithoutTable(ByteBuf out, int stream, @Nullable Filling filling) {
    byte[] block = block(filling);
    byte[] announced = new byte[block.length + 1];
    announced[0] = NO_TABLE;
    System.arraycopy(block, 0, announced, 1, block.length);
    byte[] rare = frames(announced, bodySize(filling) == 0);
    int start = out.writerIndex();
    out.writeBytes(rare);
    patch(out, start, stream);
    return rare.length;
  }

  /// Writes a DATA frame.
  ///
  /// @param length of its part of the body, which begins at `at`
  abstract void writeData(ByteBuf out, int stream, @Nullable Filling filling, int at, int length);

  /// In bytes.
  abstract int bodySize(@Nullable Filling filling);

  /// Whether its answer has no body.
  final boolean head() {
    return head;
  }

  /// Whether to send it twice is the same as once (RFC 9110 §9.2.2).
  final boolean idempotent() {
    return idempotent;
  }

  /// The frames of a header block, of stream 0.
  static byte[] frames(byte[] block, boolean endStream) {
    ByteBuf out = Unpooled.buffer(block.length + 64);
    int at = 0;
    do {
      int length = Math.min(block.length - at, Frames.MAX_PAYLOAD);
      boolean first = at == 0;
      boolean last = at + length == block.length;
      int flags = last ? Frames.FLAG_END_HEADERS : 0;
      if (first && endStream) {
        flags |= Frames.FLAG_END_STREAM;
      }
      FrameWriter.header(out, length, first ? Frames.HEADERS : Frames.CONTINUATION, flags, 0);
      out.writeBytes(block, at, length);
      at += length;
    } while (at < block.length);
    return bytes(out);
  }

  /// Writes the number of a stream into frames.
  static void patch(ByteBuf out, int start, int stream) {
    for (int at = start; at < out.writerIndex(); ) {
      out.setInt(at + STREAM_AT, stream);
      at += Frames.HEADER_BYTES + out.getUnsignedMedium(at);
    }
  }

  static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }
}
