package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Dialer;
import dev.spate.worker.http.dial.Route;
import dev.spate.worker.http.io.AgeList;
import dev.spate.worker.http.io.WakeableLoop;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The requests and connections of one loop, whatever they speak. Everything but [#wakeup] is for
/// the loop's thread, and nothing is shared with other loops.
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
/// waits for the first that has some. Timeouts run in lists ordered by start, whose heads are
/// looked at once a pass: there is no timer per request.
public final class ConnectionPool implements Requester {
  /// The most carriers held back while a batch of answers is read.
  private static final int BATCH = 32;

  private final Clock clock;
  private final int maxConnections;
  private final Connections listener;
  private final HttpOptions options;
  private final WakeableLoop loop;
  private final Dialer dialer;
  private final Protocols protocols;

  private final CallQueue unused = new CallQueue();
  private final CallQueue waiting = new CallQueue();
  private final ArrayDeque<Carrier> putOff = new ArrayDeque<>();
  private final AgeList<Call> underWay = new AgeList<>();
  private final AgeList<Connection> withRoom = new AgeList<>();
  private final AgeList<Carrier> standing = new AgeList<>();
  private int connections;
  private @Nullable Throwable fault;

  /// Guards against a wake-up of a loop that is gone.
  private final Object closing = new Object();

  private boolean closed;

  /// For the thread that makes it.
  ///
  /// @param protocols closed with the pool
  /// @throws IllegalArgumentException without room for a connection
  public ConnectionPool(
      Route route,
      HttpOptions options,
      Protocols protocols,
      Clock clock,
      int maxConnections,
      Connections listener) {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("a loop has at least one connection");
    }
    this.clock = clock;
    this.maxConnections = maxConnections;
    this.listener = listener;
    this.options = options;
    this.protocols = protocols;
    loop = new WakeableLoop(Thread.currentThread(), route.transport().ioHandlers(maxConnections));
    dialer = new Dialer(route, clock, loop, this::onFault);
  }

  @Override
  public boolean ready() {
    return waiting.isEmpty() && (!withRoom.isEmpty() || connections < maxConnections);
  }

  @Override
  public void send(int request, Exchange exchange) {
    Call call = unused.isEmpty() ? new Call() : unused.remove();
    call.begin(request, exchange);
    if (!waiting.isEmpty()) {
      waiting.add(call);
      return;
    }
    AgeList.Place<Connection> last = withRoom.youngest();
    if (last != null) {
      assign(last.owner(), call);
    } else if (connections < maxConnections) {
      open(call);
    } else {
      waiting.add(call);
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
    putOff.clear();
    for (var first = standing.oldest(); first != null; first = standing.oldest()) {
      first.leave();
      first.owner().discard();
    }
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    while (!loop.isTerminated()) {
      loop.pass(0);
    }
    connections = 0;
    dialer.close();
    protocols.close();
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
    long nowNs = clock.nanoTime();
    long untilTimeoutNs = underWay.untilAgeNs(options.deadlines().requestNs(), nowNs);
    return Math.min(waitNs, Math.min(untilTimeoutNs, dialer.untilDeadlineNs(nowNs)));
  }

  private void expire() {
    long nowNs = clock.nanoTime();
    long ageNs = options.deadlines().requestNs();
    for (var late = underWay.oldestOf(ageNs, nowNs);
        late != null;
        late = underWay.oldestOf(ageNs, nowNs)) {
      onTimeout(late.owner(), Outcome.TIMEOUT);
    }
    dialer.expire(nowNs);
  }

  private void onTimeout(Call call, Outcome outcome) {
    if (call.carrier != null) {
      call.carrier.onTimeout(call, outcome);
    } else {
      waiting.remove(call);
      fail(call, outcome);
    }
  }

  private void assign(Connection connection, Call call) {
    call.carrier = connection;
    connection.assign(call);
    if (connection.room() == 0) {
      connection.withRoom.leave();
    }
    if (!connection.putOff) {
      connection.putOff = true;
      putOff.add(connection);
    }
  }

  private void open(Call call) {
    CallQueue calls = new CallQueue();
    calls.add(call);
    open(calls);
  }

  private void open(CallQueue calls) {
    Opener opener = new Opener(this, calls);
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = opener;
    }
    connections++;
    standing.add(opener.standing, clock.nanoTime());
    putOff.add(opener);
  }

  // What its openers need and tell.

  Dialer dialer() {
    return dialer;
  }

  Protocols protocols() {
    return protocols;
  }

  /// @param calls for which it was opened
  /// @param tookNs how long that took
  void onOpened(
      AgeList.Place<Carrier> opener, Connection connection, CallQueue calls, long tookNs) {
    opener.leave();
    long nowNs = clock.nanoTime();
    standing.add(connection.standing, nowNs);
    listener.onConnected(tookNs);
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = null;
    }
    waiting.addAllFirst(calls);
    onRoom(connection, nowNs);
  }

  // What its connections need and tell.

  public Clock clock() {
    return clock;
  }

  public HttpOptions options() {
    return options;
  }

  /// A call is handed to the kernel now; its timeout runs from its first time.
  ///
  /// @param bytes of its request, before encryption
  public void onSent(Call call, int bytes, long nowNs) {
    call.onBytesSent(bytes);
    if (call.sentNs() == NEVER) {
      call.onFirstSent(nowNs);
      underWay.add(call.underWay, nowNs);
    }
  }

  /// A connection can take more calls: those that wait longest are first.
  public void onRoom(Connection connection, long nowNs) {
    while (!waiting.isEmpty() && connection.room() > 0) {
      assign(connection, waiting.remove());
    }
    if (connection.room() > 0 && !connection.withRoom.taken()) {
      withRoom.add(connection.withRoom, nowNs);
    }
  }

  /// A connection is gone for good.
  ///
  /// @param again calls of its to go on with on a fresh one in its place, perhaps none
  public void onGone(Connection connection, CallQueue again) {
    connection.withRoom.leave();
    onGone(connection.standing, again);
  }

  void onGone(AgeList.Place<Carrier> place, CallQueue again) {
    place.leave();
    connections--;
    if (!again.isEmpty()) {
      open(again);
    } else if (!waiting.isEmpty()) {
      open(waiting.remove());
    }
  }

  /// A call has its whole answer.
  public void answer(Call call, int status, long firstByteNs, long nowNs) {
    long sentNs = call.sentNs();
    long bytesSent = call.bytesSent();
    long bytesReceived = call.bytesReceived();
    boolean retried = call.retried();
    Exchange exchange = end(call);
    try {
      exchange.onAnswer(status, sentNs, firstByteNs, nowNs, bytesSent, bytesReceived, retried);
    } catch (RuntimeException | Error e) {
      onFault(e);
    }
    if (putOff.size() >= BATCH) {
      proceed();
    }
  }

  /// A call will not be answered.
  public void fail(Call call, Outcome outcome) {
    long sentNs = call.sentNs();
    long bytesSent = call.bytesSent();
    long bytesReceived = call.bytesReceived();
    boolean retried = call.retried();
    Exchange exchange = end(call);
    try {
      exchange.onFailure(outcome, sentNs, clock.nanoTime(), bytesSent, bytesReceived, retried);
    } catch (RuntimeException | Error e) {
      onFault(e);
    }
  }

  private Exchange end(Call call) {
    Exchange exchange = call.end();
    unused.addFirst(call); // the one that the processor's cache knows best
    return exchange;
  }

  /// This program is at fault, not the network: the pass ends with it.
  void onFault(Throwable cause) {
    if (fault == null) {
      fault = cause;
    }
  }
}
