package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.AgeList;
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

/// One connection on its way: tries the target's addresses until one accepts, then does the TLS
/// handshake where the target wants one. Tells its listener once how that ended, and is of no more
/// use then. Belongs to the loop's thread.
public final class Opening {
  /// Hears of the end of an opening, never before [#begin].
  public interface Listener {
    /// The connection stands. Whoever is to hear what it says adds a handler to the channel now.
    ///
    /// @param protocol that TLS agreed on (ALPN), such as `h2`; empty where it was not asked or did
    ///   not say
    /// @param tookNs from the attempt to now, TLS included
    void onOpened(Channel channel, String protocol, long tookNs);

    /// There will be no connection.
    void onFailed(Outcome outcome);
  }

  private enum State {
    NEW,
    CONNECTING,
    /// The TCP connection stands, TLS does not.
    SECURING,
    OVER
  }

  private final Dialer dialer;
  private final Listener listener;
  private final AgeList.Place<Opening> place = new AgeList.Place<>(this);
  private State state = State.NEW;
  private long sinceNs = Requester.NEVER;
  private int address;
  private int addressesLeft;
  private boolean refused;

  /// The attempt under way: the one before it is heard no more.
  private @Nullable Attempt attempt;

  Opening(Dialer dialer, Listener listener) {
    this.dialer = dialer;
    this.listener = listener;
    addressesLeft = dialer.addresses().size();
  }

  /// Starts to connect. May tell the listener at once.
  public void begin() {
    state = State.CONNECTING;
    sinceNs = dialer.clock().nanoTime();
    dialer.connecting().add(place, sinceNs);
    connect();
  }

  /// Gives up, and says nothing.
  public void cancel() {
    state = State.OVER;
    place.leave();
    closeChannel();
  }

  void onTimeout(Outcome outcome) {
    dialer.addresses().onFailed(address);
    fail(outcome);
  }

  private void connect() {
    address = dialer.addresses().next();
    Attempt next = new Attempt();
    attempt = next;
    try {
      Channel channel = dialer.newChannel(next);
      next.channel = channel;
      channel
          .connect(dialer.addresses().address(address))
          .addListener((ChannelFutureListener) next::onConnect);
    } catch (RuntimeException e) { // no file descriptor for a socket, say
      onNotConnected(e);
    }
  }

  private void onConnected(Channel channel) {
    if (dialer.secure()) {
      state = State.SECURING;
      dialer.securing().add(place, dialer.clock().nanoTime());
      channel.pipeline().addFirst(dialer.newTls(channel));
    } else {
      succeed(channel, "");
    }
  }

  private void onNotConnected(Throwable cause) {
    closeChannel();
    dialer.addresses().onFailed(address);
    Outcome outcome = Failures.ofConnecting(cause);
    refused |= outcome == Outcome.CONNECT_REFUSED;
    addressesLeft--;
    if (addressesLeft > 0) {
      connect();
    } else {
      // One that refused is the target at least; the others may be unreachable from here.
      fail(refused ? Outcome.CONNECT_REFUSED : outcome);
    }
  }

  private void onSecured(Channel channel) {
    String protocol =
        Objects.requireNonNull(channel.pipeline().get(SslHandler.class)).applicationProtocol();
    succeed(channel, protocol == null ? "" : protocol);
  }

  private void onLost() {
    fail(dialer.secure() ? Outcome.TLS : Outcome.CONNECT_FAILED);
  }

  private void succeed(Channel channel, String protocol) {
    state = State.OVER;
    place.leave();
    Attempt done = Objects.requireNonNull(attempt);
    attempt = null;
    listener.onOpened(channel, protocol, dialer.clock().nanoTime() - sinceNs);
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
    private @Nullable Channel channel;

    private boolean current() {
      return attempt == this;
    }

    private void onConnect(ChannelFuture connect) {
      if (!current()) {
        return;
      }
      if (connect.isSuccess()) {
        onConnected(connect.channel());
      } else {
        onNotConnected(connect.cause());
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
        onLost();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext from, Object event) {
      if (!current() || state != State.SECURING) {
        return;
      }
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        onSecured(from.channel());
      } else if (event instanceof SslHandshakeCompletionEvent
          || event instanceof SslCloseCompletionEvent) {
        fail(Outcome.TLS);
      }
    }
  }
}
