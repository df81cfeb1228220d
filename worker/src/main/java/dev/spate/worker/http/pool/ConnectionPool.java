package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
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
/// **Connections.** Shared, the one used last is used first, so that no more are kept busy than the
/// load needs. A request without one opens one of its own, and stays with it; where there is no
/// room it waits for the first that has some. Where each user has its own, a request waits until
/// one may be opened. What opening is paced by is in [OpeningPace].
///
/// **Limits.** As many connections as it was made for, open or being opened. What waits has no
/// limit of its own: see [CallQueue].
public final class ConnectionPool implements Requester {
  /// The most carriers held back while a batch of answers is read.
  private static final int BATCH = 32;

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private final Clock clock;
  private final int maxConnections;
  private final Connections listener;
  private final HttpOptions options;
  private final ConnectionOptions.KeepAlive keepAlive;
  private final WakeableLoop loop;
  private final Dialer dialer;
  private final Protocols protocols;
  private final boolean readByProxy;

  private final Calls calls = new Calls(this::onFault);
  private final CallQueue waiting = new CallQueue();
  private final ArrayDeque<Carrier> putOff = new ArrayDeque<>();

  /// Openers that wait for their turn to open.
  private final ArrayDeque<Opener> openers = new ArrayDeque<>();

  private final OpeningPace pace;
  private final CallDeadlines deadlines;

  /// Connections that anybody may send on; none where they are not shared.
  private final AgeList<Connection> withRoom = new AgeList<>();

  private final Owners owners = new Owners();
  private final AgeList<Carrier> standing = new AgeList<>();
  private int connections;
  private long sendUntilNs = Long.MAX_VALUE;

  /// What was opened last, while it may be expected to take more calls.
  private @Nullable Opener filling;

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
    keepAlive = options.connections().keepAlive();
    pace = OpeningPace.of(options.connections(), maxConnections, clock.nanoTime());
    deadlines = new CallDeadlines(options.deadlines());
    this.protocols = protocols;
    readByProxy = route.way().readByProxy();
    loop = new WakeableLoop(Thread.currentThread(), route.transport(), maxConnections);
    dialer = new Dialer(route, clock, loop, this::onFault);
  }

  @Override
  public boolean ready() {
    return waiting.isEmpty()
        && (!withRoom.isEmpty() || filling != null || connections < maxConnections);
  }

  @Override
  public boolean holds(Exchange user) {
    return owners.of(user) != null;
  }

  @Override
  public void leave(Exchange user) {
    Connection own = owners.of(user);
    if (own != null) {
      retire(own);
    }
  }

  @Override
  public void send(int request, Exchange exchange) {
    Call call = calls.begin(request, exchange);
    Connection own = owners.of(exchange);
    if (own != null) {
      assign(own, call);
    } else if (waiting.isEmpty() && hasPlace()) {
      place(call);
    } else {
      waiting.add(call);
    }
  }

  /// Whether a call could go somewhere now.
  private boolean hasPlace() {
    return !withRoom.isEmpty() || filling != null || (connections < maxConnections && mayOpenNow());
  }

  private void place(Call call) {
    AgeList.Place<Connection> last = withRoom.youngest();
    if (last != null) {
      assign(last.owner(), call);
    } else if (filling != null) {
      assign(filling, call);
    } else {
      open(alone(call));
    }
  }

  @Override
  public void sendUntil(long untilNs) {
    sendUntilNs = untilNs;
  }

  @Override
  public void run(long waitNs) {
    boolean maySend = clock.nanoTime() < sendUntilNs;
    if (maySend) {
      openInTurn();
      proceed();
    }
    loop.pass(maySend ? allowedWaitNs(waitNs) : quietWaitNs(waitNs));
    if (expire() < sendUntilNs) {
      openInTurn();
      proceed();
    }
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
    openers.clear();
    owners.clear();
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
    long allowedNs = Math.min(waitNs, deadlines.untilNextNs(nowNs));
    if (awaitsTurn()) {
      allowedNs = Math.min(allowedNs, pace.untilNextNs(nowNs));
    }
    return Math.min(allowedNs, untilDueNs(nowNs));
  }

  private long untilDueNs(long nowNs) {
    return Math.min(dialer.untilDeadlineNs(nowNs), protocols.untilDueNs(nowNs));
  }

  /// While nothing is sent, what is put off is no reason to hurry.
  private long quietWaitNs(long waitNs) {
    long nowNs = clock.nanoTime();
    return Math.min(Math.min(waitNs, deadlines.untilNextNs(nowNs)), untilDueNs(nowNs));
  }

  /// @return when that was
  private long expire() {
    long nowNs = clock.nanoTime();
    deadlines.expire(nowNs, this);
    dialer.expire(nowNs);
    protocols.expire(nowNs);
    return nowNs;
  }

  void onTimeout(Call call, Outcome outcome) {
    if (call.carrier != null) {
      call.carrier.onTimeout(call, outcome);
    } else {
      waiting.remove(call);
      fail(call, outcome);
    }
  }

  // Opening.

  private boolean mayOpenNow() {
    return !pace.limited() || (openers.isEmpty() && pace.untilNextNs(clock.nanoTime()) <= 0);
  }

  /// Whether something is to be opened as soon as the pace allows it.
  private boolean awaitsTurn() {
    return !openers.isEmpty() || (!waiting.isEmpty() && connections < maxConnections);
  }

  private void openInTurn() {
    if (!pace.limited()) {
      return;
    }
    long nowNs = clock.nanoTime();
    while (awaitsTurn() && pace.untilNextNs(nowNs) <= 0) {
      pace.onOpened(true, nowNs);
      putOff.add(openers.isEmpty() ? newOpener(alone(waiting.remove())) : openers.remove());
    }
  }

  private void open(CallQueue calls) {
    boolean now = mayOpenNow();
    Opener opener = newOpener(calls);
    if (now) {
      pace.onOpened(false, clock.nanoTime());
      putOff.add(opener);
    } else {
      openers.add(opener);
    }
  }

  private Opener newOpener(CallQueue calls) {
    Opener opener = new Opener(this, calls);
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = opener;
    }
    connections++;
    standing.add(opener.standing, clock.nanoTime());
    if (keepAlive == ConnectionOptions.KeepAlive.SHARED && opener.room() > 0) {
      filling = opener;
    }
    return opener;
  }

  private static CallQueue alone(Call call) {
    CallQueue calls = new CallQueue();
    calls.add(call);
    return calls;
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

  private void assign(Opener opener, Call call) {
    call.carrier = opener;
    opener.assign(call);
    if (opener.room() == 0) {
      filling = null;
    }
  }

  /// Those that wait go to connections with room, then to new ones.
  private void serveWaiting() {
    while (!waiting.isEmpty() && hasPlace()) {
      place(waiting.remove());
    }
  }

  // What its openers need and tell.

  Dialer dialer() {
    return dialer;
  }

  Protocols protocols() {
    return protocols;
  }

  /// @param calls for which it was opened
  /// @param connectNs how long that took, without TLS
  /// @param tlsNs how long its handshake took, [#NEVER] where there was none
  void onOpened(
      AgeList.Place<Carrier> opener,
      Connection connection,
      CallQueue calls,
      long connectNs,
      long tlsNs) {
    leave(opener);
    listener.onConnected(connectNs);
    if (tlsNs != NEVER) {
      listener.onSecured(tlsNs);
    }
    begin(connection, calls);
  }

  /// A connection takes the calls that it is there for; whom it cannot take waits.
  private void begin(Connection connection, CallQueue calls) {
    long nowNs = clock.nanoTime();
    standing.add(connection.standing, nowNs);
    Call first = calls.first();
    if (first != null && keepAlive == ConnectionOptions.KeepAlive.USER) {
      owners.add(first.exchange(), connection);
    }
    while (!calls.isEmpty() && connection.room() > 0) {
      assign(connection, calls.remove());
    }
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = null;
    }
    waiting.addAllFirst(calls);
    if (keepAlive == ConnectionOptions.KeepAlive.SHARED) {
      share(connection, nowNs);
    } else if (first == null) {
      retire(connection); // whom it was opened for does not wait any more
    }
    serveWaiting();
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
      deadlines.onSent(call, nowNs);
    }
  }

  /// Bytes of a call's answer came, and it is not complete. They may be those of an interim one.
  public void onFirstByte(Call call) {
    deadlines.onFirstByte(call);
  }

  /// An answer is complete, and its connection can take another call.
  public void onRoom(Connection connection, long nowNs) {
    switch (keepAlive) {
      case SHARED -> share(connection, nowNs);
      case USER -> {} // its owner comes back, or leaves
      case OFF -> retire(connection);
    }
  }

  /// A connection can take more calls than before, though none has ended.
  public void onMoreRoom(Connection connection, long nowNs) {
    if (keepAlive == ConnectionOptions.KeepAlive.SHARED) {
      share(connection, nowNs);
    }
  }

  /// Those that wait longest are first.
  private void share(Connection connection, long nowNs) {
    while (!waiting.isEmpty() && connection.room() > 0) {
      assign(connection, waiting.remove());
    }
    if (connection.room() > 0 && !connection.withRoom.taken()) {
      withRoom.add(connection.withRoom, nowNs);
    }
  }

  /// A connection that had room has none any more, though it was given no call.
  public void onNoRoom(Connection connection) {
    connection.withRoom.leave();
  }

  /// Calls that a connection cannot send after all, or is to send again: they are the next for
  /// whoever has room.
  public void takeBack(CallQueue calls) {
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = null;
    }
    waiting.addAllFirst(calls);
    serveWaiting();
  }

  /// A connection goes on as another one, on the same channel.
  ///
  /// @param calls of the old one, which the new one goes on with
  public void replace(Connection old, Connection fresh, CallQueue calls) {
    old.retire();
    old.withRoom.leave();
    old.standing.leave();
    owners.remove(old);
    begin(fresh, calls);
  }

  /// A connection is gone for good.
  ///
  /// @param again calls of its to go on with on a fresh one in its place, perhaps none
  public void onGone(Connection connection, CallQueue again) {
    connection.withRoom.leave();
    owners.remove(connection);
    onGone(connection.standing, again);
  }

  private void retire(Connection connection) {
    connection.discard();
    onGone(connection, new CallQueue());
  }

  void onGone(AgeList.Place<Carrier> place, CallQueue again) {
    leave(place);
    connections--;
    if (!again.isEmpty()) {
      open(again);
    }
    serveWaiting();
  }

  private void leave(AgeList.Place<Carrier> place) {
    place.leave();
    if (place.owner() == filling) {
      filling = null;
    }
  }

  /// A call has its whole answer.
  public void answer(Call call, int status, long firstByteNs, long nowNs) {
    if (ofProxy(status)) {
      fail(call, Outcome.PROXY); // this one is never the target's
      return;
    }
    calls.answer(call, status, firstByteNs, nowNs);
    if (putOff.size() >= BATCH && nowNs < sendUntilNs) {
      proceed();
    }
  }

  /// Whether an answer with a status is the proxy's own.
  boolean ofProxy(int status) {
    return status == PROXY_AUTHENTICATION_REQUIRED && readByProxy;
  }

  /// A call will not be answered.
  public void fail(Call call, Outcome outcome) {
    calls.fail(call, outcome, clock.nanoTime());
  }

  /// This program is at fault, not the network: the pass ends with it.
  void onFault(Throwable cause) {
    if (fault == null) {
      fault = cause;
    }
  }
}
