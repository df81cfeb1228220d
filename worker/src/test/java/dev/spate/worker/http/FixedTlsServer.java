package dev.spate.worker.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A fast server of one thread that gives the same answer, over TLS, to everything that it reads.
final class FixedTlsServer implements AutoCloseable {
  private final EventLoopGroup group;
  private final Channel listener;

  private FixedTlsServer(EventLoopGroup group, Channel listener) {
    this.group = group;
    this.listener = listener;
  }

  /// A server of localhost, of OpenSSL.
  static FixedTlsServer startOpenssl(
      String answer, UnaryOperator<SslContextBuilder> configuration) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(Certificates.server("localhost").toKeyManagerFactory())
              .sslProvider(SslProvider.OPENSSL);
      return start(configuration.apply(builder).build(), answer);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static FixedTlsServer start(SslContext tls, String answer) {
    byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc()), new Answerer(bytes));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    return new FixedTlsServer(group, listener);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Answerer extends ChannelInboundHandlerAdapter {
    private final byte[] answer;

    Answerer(byte[] answer) {
      this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      var _ = context.writeAndFlush(Unpooled.wrappedBuffer(answer));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close(); // the client went away
    }
  }
}
