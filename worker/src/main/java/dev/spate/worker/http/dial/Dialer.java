package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.http.io.AgeList;
import dev.spate.worker.http.io.SharedReceiveBuffer;
import dev.spate.worker.http.io.TapHandler;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.io.WakeableLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens the connections of one loop, on the loop's thread. Those that are being opened stand in a
/// list by age for each deadline, whose heads are looked at once a pass.
public final class Dialer implements AutoCloseable {
  /// Without it a port is taken when a socket is bound to its source, one for all destinations.
  /// (`IPPROTO_IP`, `IP_BIND_ADDRESS_NO_PORT` of Linux; NIO does not know it, and does not mind.)
  private static final IntegerUnixChannelOption BIND_ADDRESS_NO_PORT =
      new IntegerUnixChannelOption("IP_BIND_ADDRESS_NO_PORT", 0, 24);

  private final Route route;
  private final Clock clock;
  private final WakeableLoop loop;
  private final Consumer<Throwable> faults;
  private final AddressBook addresses;
  private final SourceAddresses.Turn sources;
  private final SharedReceiveBuffer receiveBuffer = new SharedReceiveBuffer();
  private final AgeList<Opening> connecting = new AgeList<>();
  private final AgeList<Opening> securing = new AgeList<>();
  private int tapped;

  /// @param faults hears what this program, not the network, is to blame for
  public Dialer(Route route, Clock clock, WakeableLoop loop, Consumer<Throwable> faults) {
    this.route = route;
    this.clock = clock;
    this.loop = loop;
    this.faults = faults;
    addresses = new AddressBook(route.way().destination(), clock, loop);
    sources = route.way().sources().turn();
  }

  /// A connection to be opened; [Opening#begin] begins it.
  public Opening prepare(Opening.Listener listener) {
    return new Opening(this, listener);
  }

  /// How long from `nowNs` until a deadline passes; [Long#MAX_VALUE] where nothing is being opened.
  public long untilDeadlineNs(long nowNs) {
    return Math.min(
        connecting.untilAgeNs(route.deadlines().connectNs(), nowNs),
        securing.untilAgeNs(route.deadlines().tlsNs(), nowNs));
  }

  /// Ends what has not come to an end in time.
  public void expire(long nowNs) {
    expire(connecting, route.deadlines().connectNs(), nowNs, Outcome.CONNECT_TIMEOUT);
    expire(securing, route.deadlines().tlsNs(), nowNs, Outcome.TLS_TIMEOUT);
  }

  private static void expire(AgeList<Opening> list, long ageNs, long nowNs, Outcome outcome) {
    for (var late = list.oldestOf(ageNs, nowNs); late != null; late = list.oldestOf(ageNs, nowNs)) {
      late.owner().onTimeout(outcome);
    }
  }

  /// Gives back what the loop's connections read into. They are closed by then.
  @Override
  public void close() {
    receiveBuffer.release();
  }

  /// What a failure of a channel means: of one that is being opened, or of one that stands.
  public Outcome outcomeOf(Throwable cause, Channel channel) {
    if (route.tls() == null || !Failures.isTls(cause)) {
      return Outcome.RESET;
    }
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    return handler == null ? Outcome.TLS : route.tls().outcomeOf(cause, handler);
  }

  // What its openings need and tell.

  Clock clock() {
    return clock;
  }

  AddressBook addresses() {
    return addresses;
  }

  AddressRotation rotation() {
    return addresses.rotation();
  }

  SourceAddresses.Turn sources() {
    return sources;
  }

  @Nullable Tunnel tunnel() {
    return route.way().tunnel();
  }

  AgeList<Opening> connecting() {
    return connecting;
  }

  AgeList<Opening> securing() {
    return securing;
  }

  boolean secure() {
    return route.tls() != null;
  }

  void onFault(Throwable cause) {
    faults.accept(cause);
  }

  /// A channel of the loop for an address, not connected yet.
  ///
  /// @throws RuntimeException where there is not even a socket
  Channel newChannel(SocketAddress address, ChannelHandler handler) {
    Transport transport = route.transport();
    Channel channel =
        address instanceof UnixDomainSocketAddress
            ? transport.newUnixChannel()
            : transport.newChannel();
    // A failed write is no reason to throw away an answer that is already there.
    channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setConnectTimeoutMillis(0); // the lists by age do it
    if (!secure() && route.transport().readsWhenTold()) {
      channel.config().setRecvByteBufAllocator(receiveBuffer);
    }
    if (route.tap() != null) {
      channel.pipeline().addLast(new TapHandler(route.tap(), ++tapped));
    }
    channel.pipeline().addLast(handler);
    EventLoop registry = loop;
    var _ = registry.register(new DefaultChannelPromise(channel, loop));
    return channel;
  }

  /// Connects a channel, from the next of the source addresses where there are any.
  ChannelFuture connect(Channel channel, SocketAddress address) {
    return switch (address) {
      case UnixDomainSocketAddress unix -> channel.connect(route.transport().unixAddress(unix));
      case InetSocketAddress inet when sources.size() > 0 -> {
        channel.config().setOption(BIND_ADDRESS_NO_PORT, 1);
        channel.config().setOption(ChannelOption.SO_REUSEADDR, true);
        yield channel.connect(inet, sources.next(inet.getAddress()));
      }
      case SocketAddress other -> channel.connect(other);
    };
  }

  /// TLS for a channel.
  SslHandler newTls(Channel channel) {
    return Objects.requireNonNull(route.tls()).newHandler(channel.alloc());
  }
}
