package dev.spate.worker.http.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// The one buffer that all connections of a loop read into. What was read is used up before the
/// next read, so one is enough, and reading allocates nothing. Only for transports that read when
/// they are told to, and not under TLS, where a record may be kept until the rest of it comes.
public final class SharedReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int SIZE = 64 * 1024;
  private static final int MAX_READS = 16;

  private final ByteBuf buffer = new UnpooledByteBufAllocator(true, true).directBuffer(SIZE, SIZE);

  public SharedReceiveBuffer() {
    super(MAX_READS);
  }

  @Override
  @SuppressWarnings("deprecation") // its replacement takes the same handle
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return SIZE;
      }

      @Override
      public ByteBuf allocate(ByteBufAllocator unused) {
        return buffer.clear().retain();
      }
    };
  }

  public void release() {
    buffer.release();
  }
}
