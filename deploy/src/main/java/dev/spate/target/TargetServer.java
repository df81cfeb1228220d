package dev.spate.target;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// An HTTP/1.1 server that does what it was told, when it was told to: the ground truth that
/// measurements are compared with. Serves from construction until it is closed, on one thread of
/// its own. For any thread.
public final class TargetServer implements AutoCloseable {
  private static final int BACKLOG = 4_096;

  private final TargetSettings settings;
  private final TargetLoop loop;
  private final Service service;
  private final Counter counter = new Counter();
  private final ArrivalLog log = new ArrivalLog();
  private final long startNanoTime;
  private final long startUnixNs;
  private final InetSocketAddress address;

  /// Listens; the port is open when this returns.
  ///
  /// @throws UncheckedIOException where the port is taken, or the host is not of this machine
  public TargetServer(TargetSettings settings) {
    this.settings = settings;
    this.loop = new TargetLoop(settings.stalls());
    this.service = new Service(settings);
    this.startNanoTime = System.nanoTime();
    this.startUnixNs = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    if (settings.stalls().origin() == Stalls.Origin.START) {
      loop.origin(startNanoTime);
    }
    loop.start();
    this.address = (InetSocketAddress) bind().localAddress();
  }

  private Channel bind() {
    Class<? extends ServerChannel> type =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop.events())
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline())
            .bind(settings.host(), settings.port())
            .awaitUninterruptibly();
    Throwable failure = bound.cause();
    if (failure != null) {
      loop.stop();
      throw new UncheckedIOException(
          "cannot listen on %s:%d: %s"
              .formatted(settings.host(), settings.port(), failure.getMessage()),
          new IOException(failure));
    }
    return bound.channel();
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpServerExpectContinueHandler())
          .addLast(new TargetConnection(TargetServer.this));
    }
  }

  TargetLoop loop() {
    return loop;
  }

  Service service() {
    return service;
  }

  Counter counter() {
    return counter;
  }

  void onArrival(long nowNs, String path) {
    loop.origin(nowNs);
    counter.onArrival();
    if (settings.record()) {
      log.onArrival(nowNs, path);
    }
  }

  boolean closesAfter(int answers) {
    return settings.closeEvery() > 0 && answers % settings.closeEvery() == 0;
  }

  /// The port that it listens on.
  public int port() {
    return address.getPort();
  }

  /// The base of its URLs, without a slash at the end.
  public String url() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "http://" + host + ":" + port();
  }

  /// When it was started, on the monotonic clock.
  public long startNanoTime() {
    return startNanoTime;
  }

  /// When each request arrived, in order; empty unless the settings say to record.
  public List<Arrival> arrivals() {
    return log.arrivals();
  }

  /// What it has served so far.
  public TargetCounts counts() {
    return counter.counts();
  }

  /// Writes the arrivals as CSV: `since_start_ns,nano_time,unix_ns,path`.
  ///
  /// @throws UncheckedIOException where the file cannot be written
  public void writeArrivals(Path file) {
    log.write(file, startNanoTime, startUnixNs);
  }

  /// Closes the port and every connection, a stall notwithstanding. Counts and arrivals stay.
  @Override
  public void close() {
    loop.stop();
  }
}
