package dev.spate.worker.http.io;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// One connection with a [Tap] on it.
public final class TapHandler extends ChannelDuplexHandler {
  private final Tap tap;
  private final int connection;

  public TapHandler(Tap tap, int connection) {
    this.tap = tap;
    this.connection = connection;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    tap.onConnected(connection, context.channel().remoteAddress());
    context.fireChannelActive();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      tap.onSent(connection, bytes.nioBuffer().asReadOnlyBuffer());
    }
    var _ = context.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      tap.onReceived(connection, bytes.nioBuffer().asReadOnlyBuffer());
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    tap.onClosed(connection);
    context.fireChannelInactive();
  }
}
