package dev.spate.worker.http.h1;

import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.pool.Pieces;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// A request that is put together each time: its constant pieces, and between them the values of a
/// filling. It is written into memory of Netty's pool, which the connection gives back.
final class FilledRequest extends EncodedRequest {
  /// Up to the length of the body where that varies, else up to the body.
  private final Pieces head;

  private final Pieces body;

  /// Whether the length of the body varies: then it stands behind [#head].
  private final boolean countsBody;

  private final boolean held;

  FilledRequest(RequestEncoder encoder) {
    super(encoder.form(), encoder.closes());
    head = encoder.head();
    body = encoder.form().body();
    countsBody = encoder.countsBody();
    held = encoder.expectsContinue();
  }

  @Override
  int length(@Nullable Filling filling) {
    int bodyLength = bodyLength(filling);
    return headLength(filling, bodyLength) + bodyLength;
  }

  @Override
  int firstLength(@Nullable Filling filling) {
    int bodyLength = bodyLength(filling);
    return headLength(filling, bodyLength) + (held ? 0 : bodyLength);
  }

  private int bodyLength(@Nullable Filling filling) {
    return body.length(filling);
  }

  private int headLength(@Nullable Filling filling, int bodyLength) {
    int counted = countsBody ? digits(bodyLength) + RequestEncoder.END.length : 0;
    return head.length(filling) + counted;
  }

  @Override
  ByteBuf lend(@Nullable Filling filling, int from, int to, ByteBufAllocator memory) {
    ByteBuf whole = memory.directBuffer(length(filling));
    copyTo(filling, whole);
    return whole.setIndex(from, to);
  }

  @Override
  void copyTo(@Nullable Filling filling, ByteBuf others) {
    head.write(filling, others);
    if (countsBody) {
      writeNumber(bodyLength(filling), others);
      others.writeBytes(RequestEncoder.END);
    }
    body.write(filling, others);
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static void writeNumber(int number, ByteBuf out) {
    int end = out.writerIndex() + digits(number);
    out.ensureWritable(end - out.writerIndex());
    int rest = number;
    for (int at = end - 1; at >= out.writerIndex(); at--) {
      out.setByte(at, '0' + rest % 10);
      rest /= 10;
    }
    out.writerIndex(end);
  }

  @Override
  public void release() {}
}
