package dev.spate.worker.http.h2;

import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.h2.HpackEncoder.Field;
import dev.spate.worker.http.pool.Pieces;
import dev.spate.worker.http.pool.RequestForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that is put together each time. What is constant of its header block is encoded once;
/// a field with holes, and a length that varies, go between as literals that nobody is to keep in a
/// table. So the block means the same on every connection here as well.
final class FilledHttp2Request extends Http2Request {
  private static final int LONGEST_NUMBER = 10;

  private final List<Part> parts = new ArrayList<>();
  private final Pieces body;

  /// The value that is being written.
  private byte[] value = new byte[256];

  /// The constant fields behind the last one that varies.
  private final byte[] rest;

  /// Constant fields and the name of one that varies, and its value.
  ///
  /// @param value null where that is the length of the body
  private record Part(Pieces constant, @Nullable Pieces value) {}

  /// @param fields pseudo-headers first; but for the length of the body where that varies
  FilledHttp2Request(RequestForm form, List<Field> fields) {
    super(form);
    body = form.body();
    ByteBuf constant = Unpooled.buffer();
    for (Field field : fields) {
      if (field.value().constant()) {
        HpackEncoder.encode(field, constant);
      } else {
        HpackEncoder.name(field.name(), constant);
        parts.add(new Part(Pieces.of(bytes(constant)), field.value()));
        constant.clear();
      }
    }
    if (!body.constant()) {
      HpackEncoder.name("content-length", constant);
      parts.add(new Part(Pieces.of(bytes(constant)), null));
      constant.clear();
    }
    rest = bytes(constant);
  }

  @Override
  int writeHead(ByteBuf out, int stream, @Nullable Filling filling) {
    int start = out.writerIndex();
    boolean endStream = bodySize(filling) == 0;
    int flags = Frames.FLAG_END_HEADERS | (endStream ? Frames.FLAG_END_STREAM : 0);
    FrameWriter.header(out, 0, Frames.HEADERS, flags, stream);
    writeBlock(out, filling);
    int length = out.writerIndex() - start - Frames.HEADER_BYTES;
    if (length <= Frames.MAX_PAYLOAD) {
      out.setMedium(start, length);
    } else {
      out.writerIndex(start);
      out.writeBytes(frames(block(filling), endStream));
      patch(out, start, stream);
    }
    return out.writerIndex() - start;
  }

  private void writeBlock(ByteBuf out, @Nullable Filling filling) {
    for (int at = 0; at < parts.size(); at++) {
      Part part = parts.get(at);
      part.constant().write(null, out);
      int length = part.value() == null ? putBodySize(filling) : put(part.value(), filling);
      HpackEncoder.string(value, length, out);
    }
    out.writeBytes(rest);
  }

  /// Puts a value together.
  ///
  /// @return its length without blanks around it, which HTTP/2 does not allow (RFC 9113 §8.2.1)
  private int put(Pieces from, @Nullable Filling filling) {
    makeRoom(from.length(filling));
    int end = from.copyTo(filling, value);
    int start = 0;
    while (start < end && isBlank(value[start])) {
      start++;
    }
    while (end > start && isBlank(value[end - 1])) {
      end--;
    }
    System.arraycopy(value, start, value, 0, end - start);
    return end - start;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }

  private int putBodySize(@Nullable Filling filling) {
    makeRoom(LONGEST_NUMBER);
    int size = bodySize(filling);
    int digits = 1;
    for (int left = size / 10; left > 0; left /= 10) {
      digits++;
    }
    int left = size;
    for (int at = digits - 1; at >= 0; at--) {
      value[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    return digits;
  }

  private void makeRoom(int length) {
    if (length > value.length) {
      value = new byte[Math.max(length, 2 * value.length)];
    }
  }

  @Override
  byte[] block(@Nullable Filling filling) {
    ByteBuf block = Unpooled.buffer();
    writeBlock(block, filling);
    return bytes(block);
  }

  @Override
  void writeData(ByteBuf out, int stream, @Nullable Filling filling, int at, int length) {
    FrameWriter.data(out, stream, length, at + length == bodySize(filling));
    body.write(filling, at, length, out);
  }

  @Override
  int bodySize(@Nullable Filling filling) {
    return body.length(filling);
  }
}
