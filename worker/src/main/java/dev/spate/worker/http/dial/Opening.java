package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.AgeList;
import dev.spate.worker.http.tls.TlsClient;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection on its way: finds out where it leads, tries address after address until one
/// accepts, has the proxy open a tunnel where there is one, then does the TLS handshake where the
/// target wants one. Tells its listener once how that ended, and is of no more use then. Belongs to
/// the loop's thread.
public final class Opening {
  /// Hears of the end of an opening, never before [#begin].
  public interface Listener {
    /// The connection stands. Whoever is to hear what it says adds a handler to the channel now.
    ///
    /// @param protocol that TLS agreed on (ALPN), such as `h2`; empty where it was not asked or did
    ///   not say
    /// @param connectNs from the beginning to the established way to the target: look-up, TCP,
    ///   proxy
    /// @param tlsNs from there to the end of the handshake; [Requester#NEVER] without TLS
    void onOpened(Channel channel, String protocol, long connectNs, long tlsNs);

    /// There will be no connection.
    void onFailed(Outcome outcome);
  }

  private enum State {
    NEW,
    /// Waits for the addresses of a name.
    SEEKING,
    CONNECTING,
    /// The proxy has been asked for the target.
    TUNNELLING,
    /// There is a way to the target and back, but no TLS yet.
    SECURING,
    OVER
  }

  private final Dialer dialer;
  private final Listener listener;
  private final AgeList.Place<Opening> place = new AgeList.Place<>(this);
  private State state = State.NEW;
  private long sinceNs = Requester.NEVER;
  private long reachedNs = Requester.NEVER;

  /// The attempt under way: the one before it is heard no more.
  private @Nullable Attempt attempt;

  Opening(Dialer dialer, Listener listener) {
    this.dialer = dialer;
    this.listener = listener;
  }

  /// Starts to connect. May tell the listener at once.
  public void begin() {
    state = State.SEEKING;
    sinceNs = dialer.clock().nanoTime();
    dialer.connecting().add(place, sinceNs);
    dialer.addresses().seek(this::onAddresses);
  }

  /// Gives up, and says nothing.
  public void cancel() {
    state = State.OVER;
    place.leave();
    closeChannel();
  }

  /// It took too long. That is this side's patience, and no reason to pass over an address: who
  /// sees nothing of an address can say nothing about it.
  void onTimeout(Outcome outcome) {
    fail(state == State.SEEKING ? Outcome.DNS : outcome);
  }

  private void onAddresses(boolean found) {
    if (state != State.SEEKING) {
      return; // it was given up
    }
    if (found) {
      state = State.CONNECTING;
      connect(new Tries(dialer.rotation(), dialer.sources().size(), dialer.clock().nanoTime()));
    } else {
      fail(Outcome.DNS);
    }
  }

  private void connect(Tries tries) {
    Attempt next = new Attempt(tries);
    attempt = next;
    try {
      Channel channel = dialer.newChannel(tries.address(), next);
      next.channel = channel;
      dialer.connect(channel, tries.address()).addListener((ChannelFutureListener) next::onConnect);
    } catch (RuntimeException e) { // no file descriptor for a socket, say
      onNotConnected(tries, e);
    }
  }

  private void onConnected(Tries tries, Channel channel) {
    tries.onConnected();
    Tunnel tunnel = dialer.tunnel();
    if (tunnel == null) {
      onReached(channel);
    } else {
      state = State.TUNNELLING;
      var _ = channel.writeAndFlush(tunnel.request(), channel.voidPromise());
    }
  }

  private void onProxySaid(Channel channel, TunnelAnswer.Said said) {
    switch (said) {
      case MORE -> {}
      case OPEN -> onReached(channel);
      case REFUSED -> fail(Outcome.PROXY);
    }
  }

  /// The target can be spoken to.
  private void onReached(Channel channel) {
    reachedNs = dialer.clock().nanoTime();
    if (dialer.secure()) {
      state = State.SECURING;
      dialer.securing().add(place, reachedNs);
      channel.pipeline().addFirst(dialer.newTls(channel));
    } else {
      succeed(channel, "", Requester.NEVER);
    }
  }

  private void onNotConnected(Tries tries, Throwable cause) {
    closeChannel();
    Outcome outcome = tries.onFailed(Failures.ofConnecting(cause), dialer.clock().nanoTime());
    if (outcome == null) {
      connect(tries);
    } else {
      fail(outcome);
    }
  }

  private void onSecured(Channel channel) {
    long tlsNs = dialer.clock().nanoTime() - reachedNs;
    SslHandler handler = Objects.requireNonNull(channel.pipeline().get(SslHandler.class));
    succeed(channel, TlsClient.applicationProtocol(handler), tlsNs);
  }

  private void onLost() {
    fail(
        switch (state) {
          case TUNNELLING -> Outcome.PROXY;
          case SECURING -> Outcome.TLS;
          case NEW, SEEKING, CONNECTING, OVER -> Outcome.CONNECT_FAILED;
        });
  }

  private void onLost(Throwable cause, Channel channel) {
    if (Failures.isTls(cause)) {
      fail(dialer.outcomeOf(cause, channel));
    } else {
      onLost();
    }
  }

  private void succeed(Channel channel, String protocol, long tlsNs) {
    state = State.OVER;
    place.leave();
    Attempt done = Objects.requireNonNull(attempt);
    attempt = null;
    listener.onOpened(channel, protocol, reachedNs - sinceNs, tlsNs);
    channel.pipeline().remove(done);
  }

  private void fail(Outcome outcome) {
    cancel();
    listener.onFailed(outcome);
  }

  /// Closes at once, without a farewell under TLS.
  private void closeChannel() {
    Attempt closing = attempt;
    attempt = null;
    if (closing != null && closing.channel != null) {
      closing.channel.unsafe().close(closing.channel.unsafe().voidPromise());
    }
  }

  /// One address that is tried: hears its channel until the connection stands.
  private final class Attempt extends ChannelInboundHandlerAdapter {
    private final Tries tries;
    private final TunnelAnswer proxy = new TunnelAnswer();
    private @Nullable Channel channel;

    Attempt(Tries tries) {
      this.tries = tries;
    }

    private boolean current() {
      return attempt == this;
    }

    private void onConnect(ChannelFuture connect) {
      if (!current()) {
        return;
      }
      if (connect.isSuccess()) {
        onConnected(tries, connect.channel());
      } else {
        onNotConnected(tries, connect.cause());
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
      ByteBuf in = (ByteBuf) message;
      try {
        if (current() && state == State.TUNNELLING) {
          onProxySaid(from.channel(), proxy.read(in));
        }
      } finally {
        in.release();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
      if (current()) {
        onLost();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
      if (!Failures.isNetwork(cause)) {
        dialer.onFault(cause);
      }
      if (current()) {
        onLost(cause, from.channel());
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
      if (!current() || state != State.SECURING) {
        return;
      }
      if (event instanceof SslHandshakeCompletionEvent handshake) {
        if (handshake.isSuccess()) {
          onSecured(from.channel());
        } else {
          onLost(handshake.cause(), from.channel());
        }
      } else if (event instanceof SslCloseCompletionEvent) {
        onLost();
      }
    }
  }
}
