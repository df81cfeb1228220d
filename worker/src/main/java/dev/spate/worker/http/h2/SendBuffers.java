package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;

/// The buffers that the connections of one loop write into, used again and again: one is nearly
/// always enough, for what is written goes to the kernel at once. Where it does not (a full socket,
/// io_uring, TLS), the buffer is free again once nobody else holds it.
final class SendBuffers implements AutoCloseable {
  private static final int SIZE = 4_096;

  /// The most buffers that are kept for later; more are left to whoever holds them.
  private static final int MOST = 1_024;

  /// How many of those that were on their way are looked at before a new one is made.
  private static final int LOOKS = 4;

  private final ArrayDeque<ByteBuf> onTheirWay = new ArrayDeque<>();
  private final ArrayDeque<ByteBuf> free = new ArrayDeque<>();

  /// An empty buffer that grows as need be.
  ByteBuf take() {
    if (!free.isEmpty()) {
      return free.removeLast();
    }
    for (int looks = Math.min(LOOKS, onTheirWay.size()); looks > 0; looks--) {
      ByteBuf candidate = onTheirWay.removeFirst();
      if (candidate.refCnt() == 1) {
        return candidate.clear();
      }
      onTheirWay.addLast(candidate);
    }
    return Unpooled.directBuffer(SIZE);
  }

  /// Hands a taken buffer to the kernel, or to TLS. The buffer is theirs from now on.
  void send(ByteBuf taken, ChannelHandlerContext via) {
    // Netty's own void promise would report a failed write as the end of the connection; but the
    // answer may be there already, and a broken connection makes itself known in any case.
    ChannelPromise unheard = via.channel().unsafe().voidPromise();
    var _ = via.write(taken.retain(), unheard);
    via.flush();
    if (taken.refCnt() == 1) {
      free.addLast(taken.clear());
    } else if (onTheirWay.size() < MOST) {
      onTheirWay.addLast(taken);
    } else {
      taken.release();
    }
  }

  /// Gives back a taken buffer that is not sent.
  void giveBack(ByteBuf taken) {
    free.addLast(taken.clear());
  }

  @Override
  public void close() {
    onTheirWay.forEach(ByteBuf::release);
    onTheirWay.clear();
    free.forEach(ByteBuf::release);
    free.clear();
  }
}
