package dev.spate.worker.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server in Java, made of Netty's own HTTP/2: answers each request with `hello`, or as it is
/// told.
final class NettyHttp2Server implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel listener;

  /// What a request is answered with.
  interface Service {
    /// @param body of the request
    Reply answer(Http2Headers request, String body);
  }

  /// An answer.
  ///
  /// @param body a byte for each character
  record Reply(Http2Headers headers, String body) {}

  private NettyHttp2Server(@Nullable SslContext tls, Service service) {
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forServer()
                                .initialSettings(
                                    Http2Settings.defaultSettings().maxHeaderListSize(1 << 20))
                                .build())
                        .addLast(new Http2MultiplexHandler(new Answering(service)));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /// @param tls null for a server in the clear
  static NettyHttp2Server start(@Nullable SslContext tls) {
    return start(
        tls,
        (_, _) ->
            new Reply(
                new DefaultHttp2Headers().status("200").add("content-type", "text/plain"),
                "hello"));
  }

  /// @param service answers each request
  static NettyHttp2Server start(@Nullable SslContext tls, Service service) {
    return new NettyHttp2Server(tls, service);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    var _ = loops.shutdownGracefully(0, 10, TimeUnit.SECONDS);
  }

  private static final class Answering extends ChannelInitializer<Channel> {
    private final Service service;

    Answering(Service service) {
      this.service = service;
    }

    @Override
    protected void initChannel(Channel stream) {
      stream.pipeline().addLast(new Answerer(service));
    }
  }

  private static final class Answerer extends ChannelInboundHandlerAdapter {
    private final Service service;
    private final StringBuilder body = new StringBuilder();
    private Http2Headers request = new DefaultHttp2Headers();

    Answerer(Service service) {
      this.service = service;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
      boolean last =
          switch (message) {
            case Http2HeadersFrame headers -> {
              request = headers.headers();
              yield headers.isEndStream();
            }
            case Http2DataFrame data -> {
              body.append(data.content().toString(StandardCharsets.UTF_8));
              yield data.isEndStream();
            }
            default -> false;
          };
      ReferenceCountUtil.release(message);
      if (last) {
        Reply reply = service.answer(request, body.toString());
        var _ = from.write(new DefaultHttp2HeadersFrame(reply.headers()));
        var _ =
            from.writeAndFlush(
                new DefaultHttp2DataFrame(
                    Unpooled.copiedBuffer(reply.body(), StandardCharsets.ISO_8859_1), true));
      }
    }
  }
}
