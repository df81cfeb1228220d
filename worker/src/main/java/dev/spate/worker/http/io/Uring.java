package dev.spate.worker.http.io;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringSocketChannel;

/// io_uring as a loop wants it.
///
/// **Rings.** Netty asks for SINGLE_ISSUER and DEFER_TASKRUN where the kernel has them. The
/// submission queue holds a send and a receive of each connection, or a pass that begins many would
/// be cut into several calls; the completion queue never fewer than [#LEAST_COMPLETIONS], because
/// what overflows it is kept in a list of the kernel's and costs a call more.
///
/// **Receiving.** One receive a connection is armed for good (multishot), and takes its memory from
/// a ring of buffers that all connections of the loop share. Where the kernel fills a buffer bit by
/// bit (Linux 6.12), a few large ones do; else there is one for each answer that may be waiting.
/// Memory comes from an arena of the loop's own, so that loops share nothing.
final class Uring {
  private static final short BUFFER_GROUP = 0;
  private static final int MOST_ENTRIES = 32_768;
  private static final int LEAST_ENTRIES = 256;
  private static final int LEAST_COMPLETIONS = 8_192;

  private static final int LARGE_BUFFERS = 16;
  private static final int LARGE_BUFFER = 64 * 1024;
  private static final int SMALL_BUFFERS = 512;
  private static final int SMALL_BUFFER = 4 * 1024;

  /// Pages of 8 kB in chunks of 1 MB.
  private static final int PAGE = 8 * 1024;

  private static final int CHUNK_ORDER = 7;

  private Uring() {}

  /// Why this machine has not got it; empty where it has.
  static String obstacle() {
    Throwable cause = IoUring.unavailabilityCause();
    if (cause != null) {
      return UringObstacle.explain(cause);
    }
    return IoUring.isRegisterBufferRingSupported()
        ? ""
        : "no io_uring: this kernel has no buffer rings (Linux 5.19)";
  }

  /// For one loop: its memory is not to be shared.
  ///
  /// @param connections the most that the loop will have
  static IoHandlerFactory ioHandlers(int connections) {
    int entries = entries(connections);
    return IoUringIoHandler.newFactory(
        new IoUringIoHandlerConfig()
            .setRingSize(entries)
            .setCqSize(Math.max(LEAST_COMPLETIONS, 2 * entries))
            .setBufferRingConfig(buffers()));
  }

  /// The size of the submission queue: a power of two.
  static int entries(int connections) {
    int wanted = Math.clamp(2L * connections, LEAST_ENTRIES, MOST_ENTRIES);
    return Integer.highestOneBit(wanted - 1) << 1;
  }

  private static IoUringBufferRingConfig buffers() {
    boolean bitByBit = IoUring.isRegisterBufferRingIncSupported();
    int count = bitByBit ? LARGE_BUFFERS : SMALL_BUFFERS;
    ByteBufAllocator memory =
        new PooledByteBufAllocator(
            true, 0, 1, PAGE, CHUNK_ORDER, SMALL_BUFFERS, SMALL_BUFFERS, false);
    return IoUringBufferRingConfig.builder()
        .bufferGroupId(BUFFER_GROUP)
        .bufferRingSize((short) count)
        .batchSize(count)
        .incremental(bitByBit)
        .allocator(
            new IoUringFixedBufferRingAllocator(memory, bitByBit ? LARGE_BUFFER : SMALL_BUFFER))
        .build();
  }

  static Channel newChannel() {
    return receivingFromTheRing(new IoUringSocketChannel());
  }

  static Channel newUnixChannel() {
    return receivingFromTheRing(new IoUringDomainSocketChannel());
  }

  private static Channel receivingFromTheRing(Channel channel) {
    channel.config().setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, BUFFER_GROUP);
    return channel;
  }
}
