package dev.spate.worker.http.h1;

import dev.spate.worker.engine.Filling;
import dev.spate.worker.http.pool.Pieces;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A request that is put together each time: its constant pieces, and between them the values of a
/// filling. It is written into buffers that come back as those of a [ConstantRequest] do; there are
/// as many as ever were out at once.
final class FilledRequest extends EncodedRequest {
  private static final int SIZE = 512;

  /// How many of those that are out are looked at before a new one is made.
  private static final int LOOKS = 4;

  /// Up to the length of the body where that varies, else up to the body.
  private final Pieces head;

  private final Pieces body;

  /// Whether the length of the body varies: then it stands behind [#head].
  private final boolean countsBody;

  private final boolean held;

  /// The one that is out longest comes first.
  private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();

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
  ByteBuf lend(@Nullable Filling filling, int from, int to) {
    ByteBuf whole = unused().clear();
    copyTo(filling, whole);
    return whole.setIndex(from, to).retain();
  }

  private ByteBuf unused() {
    for (int looks = Math.min(LOOKS, buffers.size()); looks > 0; looks--) {
      ByteBuf candidate = buffers.remove();
      buffers.add(candidate);
      if (candidate.refCnt() == 1) {
        return candidate;
      }
    }
    ByteBuf another = Unpooled.directBuffer(SIZE);
    buffers.add(another);
    return another;
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
  public void release() {
    buffers.forEach(ByteBuf::release);
  }
}
