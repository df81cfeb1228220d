package dev.spate.worker.http.h2;

import dev.spate.worker.http.h2.HpackEncoder.Field;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Set;

/// A request in the form in which all connections of a loop send it again and again: the frames of
/// its header block, into which only the number of the stream is written.
///
/// Nearly every header block fits into one HEADERS frame. A longer one goes on in CONTINUATION
/// frames.
final class Http2Request {
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  private static final int STREAM_AT = 5;

  /// "The table's size is 0 from now on" (RFC 7541 §6.3): one byte before a header block.
  private static final int NO_TABLE = 0x20;

  private final byte[] block;
  private final byte[] frames;
  private final byte[] body;
  private final boolean head;
  private final boolean idempotent;

  /// @param fields pseudo-headers first
  /// @param body not changed by anyone from now on
  Http2Request(String method, List<Field> fields, byte[] body) {
    ByteBuf encoded = Unpooled.buffer();
    HpackEncoder.encode(fields, encoded);
    block = bytes(encoded);
    this.body = body;
    frames = frames(block);
    head = method.equals("HEAD");
    idempotent = IDEMPOTENT.contains(method);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  private byte[] frames(byte[] headerBlock) {
    ByteBuf out = Unpooled.buffer(headerBlock.length + 64);
    int at = 0;
    do {
      int length = Math.min(headerBlock.length - at, Frames.MAX_PAYLOAD);
      boolean first = at == 0;
      boolean last = at + length == headerBlock.length;
      int flags = last ? Frames.FLAG_END_HEADERS : 0;
      if (first && body.length == 0) {
        flags |= Frames.FLAG_END_STREAM;
      }
      FrameWriter.header(out, length, first ? Frames.HEADERS : Frames.CONTINUATION, flags, 0);
      out.writeBytes(headerBlock, at, length);
      at += length;
    } while (at < headerBlock.length);
    return bytes(out);
  }

  /// Writes the header block.
  ///
  /// @return how many bytes that took
  int writeHead(ByteBuf out, int stream) {
    int start = out.writerIndex();
    out.writeBytes(frames);
    patch(out, start, stream);
    return frames.length;
  }

  /// Writes the header block after the announcement that no table is used: due once where the other
  /// side allows less of a table than by default (RFC 7541 §4.2).
  ///
  /// @return how many bytes that took
  int writeHeadWithoutTable(ByteBuf out, int stream) {
    byte[] announced = new byte[block.length + 1];
    announced[0] = NO_TABLE;
    System.arraycopy(block, 0, announced, 1, block.length);
    byte[] rare = frames(announced);
    int start = out.writerIndex();
    out.writeBytes(rare);
    patch(out, start, stream);
    return rare.length;
  }

  private static void patch(ByteBuf out, int start, int stream) {
    for (int at = start; at < out.writerIndex(); ) {
      out.setInt(at + STREAM_AT, stream);
      at += Frames.HEADER_BYTES + out.getUnsignedMedium(at);
    }
  }

  /// Writes a DATA frame.
  ///
  /// @param length of its part of the body, which begins at `at`
  void writeData(ByteBuf out, int stream, int at, int length) {
    FrameWriter.data(out, stream, body, at, length, at + length == body.length);
  }

  int bodySize() {
    return body.length;
  }

  /// Whether its answer has no body.
  boolean head() {
    return head;
  }

  /// Whether to send it twice is the same as once (RFC 9110 §9.2.2).
  boolean idempotent() {
    return idempotent;
  }
}
