package dev.spate.worker.http;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Target;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The requests and connections of one loop, over HTTP/1.1. Everything but [#wakeup] is for the
/// loop's thread, and nothing is shared with other loops.
///
/// **When things are done.** [#send] only assigns a connection; requests are written, and
/// connections opened, in [#run]: first those that were put off since the last pass, then what the
/// network has, then those that the callbacks of this pass have put off. So a batch of answers is
/// read before the requests that they lead to are written; but no more than [#BATCH] of them are
/// held back. Whatever fails does so in `run`, so no callback ever comes from inside `send`.
///
/// **What is measured.** `sentNs` is read just before the system call that writes the request's
/// first byte; `firstByteNs` and `endNs` just after the system call that read the bytes in
/// question. A request that is sent a second time, because its kept-alive connection turned out to
/// be closed, keeps the `sentNs` of its first time, and its timeout runs on. Bytes are those of
/// HTTP, before encryption; a request's count when it is handed to the connection.
///
/// **Connections.** The one used last is used first, so that no more are kept busy than the load
/// needs. A request without one opens one of its own, and stays with it; where there is no room it
/// waits for the first to be free. Connect and request timeout run in lists ordered by start, whose
/// heads are looked at once a pass: there is no timer per request.
final class NettyRequester implements Requester {
  /// The most requests held back while a batch of answers is read.
  private static final int BATCH = 32;

  private final Clock clock;
  private final int maxConnections;
  private final Connections listener;
  private final HttpOptions options;
  private final Target target;
  private final Transport transport;
  private final @Nullable SslContext tls;
  private final AddressRotation addresses;
  private final EncodedRequest[] requests;
  private final WakeableLoop loop;
  private final SharedReceiveBuffer receiveBuffer = new SharedReceiveBuffer();

  private final WaitingExchanges waiting = new WaitingExchanges();
  private final ArrayDeque<Connection> putOff = new ArrayDeque<>();
  private final ConnectionList opening = new ConnectionList();
  private final ConnectionList idle = new ConnectionList();
  private final ConnectionList underWay = new ConnectionList();
  private int connections;
  private @Nullable Throwable fault;

  /// Guards against a wake-up of a loop that is gone.
  private final Object closing = new Object();

  private boolean closed;

  /// For the thread that makes it.
  NettyRequester(Blueprint blueprint, Clock clock, int maxConnections, Connections listener) {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("a loop has at least one connection");
    }
    this.clock = clock;
    this.maxConnections = maxConnections;
    this.listener = listener;
    options = blueprint.plan().http();
    target = blueprint.plan().target();
    transport = blueprint.transport();
    tls = blueprint.tls();
    addresses = new AddressRotation(blueprint.addresses());
    requests = blueprint.encode();
    loop = new WakeableLoop(Thread.currentThread(), transport.ioHandlers(maxConnections));
  }

  @Override
  public boolean ready() {
    return waiting.isEmpty() && (!idle.isEmpty() || connections < maxConnections);
  }

  @Override
  public void send(int request, Exchange exchange) {
    if (!waiting.isEmpty()) {
      waiting.add(request, exchange);
      return;
    }
    ConnectionList.Place last = idle.youngest();
    if (last != null) {
      last.connection.assign(requests[request], exchange);
      putOff.add(last.connection);
    } else if (connections < maxConnections) {
      connections++;
      putOff.add(new Connection(this, requests[request], exchange));
    } else {
      waiting.add(request, exchange);
    }
  }

  @Override
  public void run(long waitNs) {
    proceed();
    loop.pass(allowedWaitNs(waitNs));
    expire();
    proceed();
    if (fault != null) {
      throw new IllegalStateException("the loop is broken", fault);
    }
  }

  @Override
  public void wakeup() {
    synchronized (closing) {
      if (!closed) {
        loop.interruptWait();
      }
    }
  }

  @Override
  public int connections() {
    return connections;
  }

  /// Closes every connection. Not for callbacks.
  @Override
  public void close() {
    synchronized (closing) {
      if (closed) {
        return;
      }
      closed = true;
    }
    waiting.clear();
    putOff.forEach(Connection::discard);
    putOff.clear();
    discard(opening);
    discard(underWay);
    discard(idle);
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    while (!loop.isTerminated()) {
      loop.pass(0);
    }
    connections = 0;
    receiveBuffer.release();
    for (EncodedRequest request : requests) {
      request.release();
    }
  }

  private static void discard(ConnectionList list) {
    ConnectionList.Place first = list.oldest();
    while (first != null) {
      first.connection.discard();
      first = list.oldest();
    }
  }

  /// Does what was put off before; what that puts off in turn is for the next time, or a target
  /// that refuses at once would keep a closed loop here for good.
  private void proceed() {
    for (int count = putOff.size(); count > 0; count--) {
      putOff.remove().proceed();
    }
  }

  private long allowedWaitNs(long waitNs) {
    if (waitNs <= 0 || !putOff.isEmpty()) {
      return 0;
    }
    ConnectionList.Place request = underWay.oldest();
    ConnectionList.Place attempt = opening.oldest();
    if (request == null && attempt == null) {
      return waitNs;
    }
    long nowNs = clock.nanoTime();
    long allowed = waitNs;
    if (request != null) {
      allowed = Math.min(allowed, request.sinceNs() - nowNs + options.deadlines().requestNs());
    }
    if (attempt != null) {
      allowed = Math.min(allowed, attempt.sinceNs() - nowNs + options.deadlines().connectNs());
    }
    return allowed;
  }

  private void expire() {
    if (underWay.isEmpty() && opening.isEmpty()) {
      return;
    }
    long nowNs = clock.nanoTime();
    expire(underWay, nowNs - options.deadlines().requestNs(), Outcome.TIMEOUT);
    expire(opening, nowNs - options.deadlines().connectNs(), Outcome.CONNECT_TIMEOUT);
  }

  private static void expire(ConnectionList list, long sinceNs, Outcome outcome) {
    ConnectionList.Place first = list.oldest();
    while (first != null && first.sinceNs() - sinceNs <= 0) {
      first.connection.onTimeout(outcome);
      first = list.oldest();
    }
  }

  // What its connections need and tell.

  Clock clock() {
    return clock;
  }

  AddressRotation addresses() {
    return addresses;
  }

  ConnectionList opening() {
    return opening;
  }

  ConnectionList underWay() {
    return underWay;
  }

  boolean secure() {
    return tls != null;
  }

  /// Starts to connect.
  ///
  /// @throws RuntimeException where there is not even a socket
  Channel connect(Connection connection, InetSocketAddress address) {
    Channel channel = transport.newChannel();
    // A failed write is no reason to throw away an answer that is already there.
    channel.config().setOption(ChannelOption.AUTO_CLOSE, false);
    channel.config().setOption(ChannelOption.TCP_NODELAY, true);
    channel.config().setConnectTimeoutMillis(0); // the requester's own list does it
    if (tls == null && transport.readsWhenTold()) {
      channel.config().setRecvByteBufAllocator(receiveBuffer);
    }
    if (tls != null) {
      SslHandler handler = tls.newHandler(channel.alloc(), target.host(), target.port());
      handler.setHandshakeTimeoutMillis(0);
      channel.pipeline().addLast(handler);
    }
    channel.pipeline().addLast(connection);
    EventLoop registry = loop;
    var _ = registry.register(new DefaultChannelPromise(channel, loop));
    channel
        .connect(address)
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  if (connected.isSuccess()) {
                    connection.onConnected();
                  } else {
                    connection.onNotConnected(connected.cause());
                  }
                });
    return channel;
  }

  /// @param ns how long it took
  void onOpened(Connection connection, long ns) {
    putOff.add(connection);
    listener.onConnected(ns);
  }

  /// A connection has no exchange any more: the one that waits longest gets it.
  void onIdle(Connection connection, ConnectionList.Place place, long nowNs) {
    if (waiting.isEmpty()) {
      idle.add(place, nowNs);
    } else {
      EncodedRequest next = requests[waiting.firstRequest()];
      connection.assign(next, waiting.remove());
      putOff.add(connection);
    }
  }

  /// A connection is gone for good: there is room for the exchange that waits longest.
  void onClosed() {
    connections--;
    if (!waiting.isEmpty()) {
      connections++;
      EncodedRequest next = requests[waiting.firstRequest()];
      putOff.add(new Connection(this, next, waiting.remove()));
    }
  }

  void putOff(Connection connection) {
    putOff.add(connection);
  }

  /// An answer of a batch has been dealt with.
  void onBatch() {
    if (putOff.size() >= BATCH) {
      proceed();
    }
  }

  /// This program is at fault, not the network: the pass ends with it.
  void onFault(Throwable cause) {
    if (fault == null) {
      fault = cause;
    }
  }
}
