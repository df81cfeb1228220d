package dev.spate.worker.http;

import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection to the target, with the exchange that is on it. Belongs to the thread of its
/// [NettyRequester], which decides what exchange it gets.
///
/// It is made for an exchange and opened for it: should the target refuse, then that one fails and
/// no other. Where a connection has to be replaced (another address of the target, a kept-alive
/// connection that turns out stale), the new one takes over the exchange with all that it has been
/// through.
final class Connection extends ChannelInboundHandlerAdapter {
  private enum State {
    /// Waits to be opened.
    NEW,
    OPENING,
    IDLE,
    /// Has an exchange whose request is not sent yet.
    ASSIGNED,
    /// The request is sent, the answer not complete.
    BUSY,
    CLOSED
  }

  private final NettyRequester requester;
  private final ResponseParser parser = new ResponseParser();

  /// In the list of those that open, or of those that are idle.
  private final ConnectionList.Place place = new ConnectionList.Place(this);

  /// In the list of requests under way. A request that is sent again stays in it while its new
  /// connection opens.
  private final ConnectionList.Place underWay = new ConnectionList.Place(this);

  private State state = State.NEW;
  private @Nullable Channel channel;
  private @Nullable ChannelHandlerContext context;
  private int address;
  private int addressesLeft;
  private long openingSinceNs = Requester.NEVER;
  private boolean refused;
  private boolean reused;

  private @Nullable Exchange exchange;
  private EncodedRequest request;
  private long sentNs = Requester.NEVER;
  private long bytesSent;
  private long bytesReceived;
  private boolean retried;

  Connection(NettyRequester requester, EncodedRequest request, @Nullable Exchange exchange) {
    this.requester = requester;
    this.request = request;
    this.exchange = exchange;
    addressesLeft = requester.addresses().size();
  }

  /// Gives an idle connection its next exchange.
  void assign(EncodedRequest next, Exchange to) {
    place.leave();
    reused = true;
    request = next;
    exchange = to;
    sentNs = Requester.NEVER;
    bytesSent = 0;
    bytesReceived = 0;
    retried = false;
    state = State.ASSIGNED;
  }

  /// Does what it was put off for: opens, or sends.
  void proceed() {
    switch (state) {
      case NEW -> open();
      case ASSIGNED -> send();
      case OPENING, IDLE, BUSY, CLOSED -> {
        // What was put off has been overtaken: the connection was closed before it could send.
      }
    }
  }

  /// Ends what did not come to an end in time.
  void onTimeout(Outcome outcome) {
    if (state == State.OPENING) {
      requester.addresses().onFailed(address);
    }
    fail(outcome);
  }

  /// Closes, and says nothing to anyone.
  void discard() {
    shut();
  }

  // Opening.

  private void open() {
    state = State.OPENING;
    if (openingSinceNs == Requester.NEVER) {
      openingSinceNs = requester.clock().nanoTime();
    }
    requester.opening().add(place, openingSinceNs);
    address = requester.addresses().next();
    try {
      channel = requester.connect(this, requester.addresses().address(address));
    } catch (RuntimeException e) { // no file descriptor for a socket, say
      onNotConnected(e);
    }
  }

  /// The TCP connection stands; with TLS the handshake begins only now.
  void onConnected() {
    if (state == State.OPENING && !requester.secure()) {
      onOpen();
    }
  }

  void onNotConnected(Throwable cause) {
    if (state != State.OPENING) {
      return;
    }
    requester.addresses().onFailed(address);
    Outcome outcome = Failures.ofConnecting(cause);
    refused |= outcome == Outcome.CONNECT_REFUSED;
    addressesLeft--;
    if (addressesLeft > 0) {
      replace();
    } else {
      // One that refused is the target at least; the others may be unreachable from here.
      fail(refused ? Outcome.CONNECT_REFUSED : outcome);
    }
  }

  private void onOpen() {
    place.leave();
    state = State.ASSIGNED;
    requester.onOpened(this, requester.clock().nanoTime() - openingSinceNs);
  }

  // Sending.

  private void send() {
    ChannelHandlerContext via = Objects.requireNonNull(context);
    if (!via.channel().isActive()) {
      onGoneBeforeSending(); // closed in this very pass
      return;
    }
    state = State.BUSY;
    parser.begin(request.head());
    bytesSent += request.length();
    long nowNs = requester.clock().nanoTime();
    if (sentNs == Requester.NEVER) {
      sentNs = nowNs;
    }
    requester.underWay().add(underWay, sentNs);
    // Netty's own void promise would report a failed write as the end of the connection; but the
    // answer may be there already, and a broken connection makes itself known in any case.
    ChannelPromise unheard = via.channel().unsafe().voidPromise();
    var _ = via.write(request.lend(), unheard);
    via.flush();
  }

  private boolean allWritten() {
    ChannelOutboundBuffer unwritten =
        Objects.requireNonNull(context).channel().unsafe().outboundBuffer();
    return unwritten != null && unwritten.isEmpty();
  }

  // What the network says.

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      switch (state) {
        case BUSY -> onBytes(in);
        case IDLE, ASSIGNED -> onStale(); // nobody asked for these bytes
        case NEW, OPENING, CLOSED -> {}
      }
    } finally {
      in.release();
    }
  }

  private void onBytes(ByteBuf in) {
    long nowNs = requester.clock().nanoTime();
    int before = in.readableBytes();
    Progress progress = parser.parse(in, nowNs);
    bytesReceived += before - in.readableBytes();
    switch (progress) {
      case MORE -> {}
      case COMPLETE ->
          complete(
              nowNs, parser.keepAlive() && !request.closes() && !in.isReadable() && allWritten());
      case MALFORMED -> fail(Outcome.MALFORMED_RESPONSE);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    onClosedByTarget(Outcome.CLOSED_EARLY);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    if (!Failures.isNetwork(cause)) {
      requester.onFault(cause);
    }
    onClosedByTarget(Failures.isTls(cause) ? Outcome.TLS : Outcome.RESET);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && state == State.OPENING) {
      if (handshake.isSuccess()) {
        onOpen();
      } else {
        fail(Outcome.TLS);
      }
    } else if (event instanceof SslCloseCompletionEvent) {
      onClosedByTarget(Outcome.CLOSED_EARLY);
    }
  }

  /// @param otherwise what it is where it is neither the end of an answer nor a stale connection
  private void onClosedByTarget(Outcome otherwise) {
    switch (state) {
      case NEW, CLOSED -> {}
      case OPENING -> fail(requester.secure() ? Outcome.TLS : Outcome.CONNECT_FAILED);
      case IDLE, ASSIGNED -> onStale();
      case BUSY -> {
        if (otherwise == Outcome.CLOSED_EARLY && parser.close() == Progress.COMPLETE) {
          complete(requester.clock().nanoTime(), false);
        } else if (reused && !parser.touched() && request.idempotent()) {
          retried = true;
          replace();
        } else {
          fail(otherwise);
        }
      }
    }
  }

  /// The connection is of no use any more, and no request was sent on it that could tell.
  private void onStale() {
    if (state == State.ASSIGNED) {
      onGoneBeforeSending();
    } else {
      shut();
      requester.onClosed();
    }
  }

  /// Nothing has been sent, so nothing would be sent again. But a target that closes each
  /// connection at once would be asked for new ones without end.
  private void onGoneBeforeSending() {
    if (reused) {
      replace();
    } else {
      fail(Outcome.CLOSED_EARLY);
    }
  }

  // How an exchange ends.

  private void complete(long nowNs, boolean reusable) {
    Exchange told = Objects.requireNonNull(exchange);
    int status = parser.status();
    long firstByteNs = parser.firstByteNs();
    long sent = sentNs;
    long out = bytesSent;
    long in = bytesReceived;
    boolean again = retried;
    if (reusable) {
      exchange = null;
      underWay.leave();
      state = State.IDLE;
      requester.onIdle(this, place, nowNs);
    } else {
      shut();
      requester.onClosed();
    }
    try {
      told.onAnswer(status, sent, firstByteNs, nowNs, out, in, again);
    } catch (RuntimeException | Error e) {
      requester.onFault(e);
    }
    requester.onBatch();
  }

  private void fail(Outcome outcome) {
    Exchange told = Objects.requireNonNull(exchange);
    long nowNs = requester.clock().nanoTime();
    shut();
    requester.onClosed();
    try {
      told.onFailure(outcome, sentNs, nowNs, bytesSent, bytesReceived, retried);
    } catch (RuntimeException | Error e) {
      requester.onFault(e);
    }
  }

  /// Goes on with the same exchange on a new connection.
  private void replace() {
    Connection fresh = new Connection(requester, request, exchange);
    fresh.sentNs = sentNs;
    fresh.bytesSent = bytesSent;
    fresh.bytesReceived = bytesReceived;
    fresh.retried = retried;
    if (state == State.OPENING) {
      fresh.openingSinceNs = openingSinceNs;
      fresh.addressesLeft = addressesLeft;
      fresh.refused = refused;
    }
    shut();
    if (sentNs != Requester.NEVER) {
      requester.underWay().add(fresh.underWay, sentNs);
    }
    requester.putOff(fresh);
  }

  /// Closes at once, without a farewell under TLS: who is late or wrong is not waited for.
  private void shut() {
    state = State.CLOSED;
    exchange = null;
    place.leave();
    underWay.leave();
    if (channel != null) {
      channel.unsafe().close(channel.unsafe().voidPromise());
    }
  }
}
