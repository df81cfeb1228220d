package dev.spate.worker.http.h2;

import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.h2.HpackEncoder.Field;
import dev.spate.worker.http.pool.RequestForm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that is the same each time: the frames of its header block, into which only the number
/// of the stream is written.
final class ConstantHttp2Request extends Http2Request {
  private final byte[] block;
  private final byte[] frames;
  private final byte[] body;

  /// @param fields pseudo-headers first
  ConstantHttp2Request(RequestForm form, List<Field> fields) {
    super(form);
    ByteBuf encoded = Unpooled.buffer();
    HpackEncoder.encode(fields, encoded);
    block = bytes(encoded);
    body = form.body().bytes();
    frames = frames(block, body.length == 0);
  }

  @Override
  int writeHead(ByteBuf out, int stream, @Nullable Filling filling) {
    int start = out.writerIndex();
    out.writeBytes(frames);
    patch(out, start, stream);
    return frames.length;
  }

  @Override
  byte[] block(@Nullable Filling filling) {
    return block;
  }

  @Override
  void writeData(ByteBuf out, int stream, @Nullable Filling filling, int at, int length) {
    FrameWriter.data(out, stream, length, at + length == body.length);
    out.writeBytes(body, at, length);
  }

  @Override
  int bodySize(@Nullable Filling filling) {
    return body.length;
  }
}
