package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Dialer;
import dev.spate.worker.http.dial.Route;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.AgeList;
import dev.spate.worker.http.io.WakeableLoop;
import org.jspecify.annotations.Nullable;

/// The requests and connections of one loop, whatever they speak. Everything but [#wakeup] is for
/// the loop's thread, and nothing is shared with other loops.
///
/// **When things are done.** [#send] only assigns a connection; requests are written, and
/// connections opened, in [#run]: first those that were put off since the last pass, then what the
/// network has, then those that the callbacks of this pass have put off. So a batch of answers is
/// read before the requests that they lead to are written; but only so many of them are held back,
/// see [PutOff]. Whatever fails does so in `run`, so no callback ever comes from inside `send`.
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
/// one may be opened. How they are opened is in [Openers].
///
/// **Limits.** As many connections as it was made for, open or being opened. What waits has no
/// limit of its own: see [CallQueue].
public final class ConnectionPool implements Requester {
  private final Clock clock;
  private final Connections listener;
  private final HttpOptions options;
  private final KeepAlive keepAlive;
  private final WakeableLoop loop;
  private final Dialer dialer;
  private final Protocols protocols;
  private final Way way;

  private final Calls calls = new Calls(this::onFault);
  private final CallQueue waiting = new CallQueue();
  private final PutOff putOff = new PutOff();
  private final CallDeadlines deadlines;

  /// Connections that anybody may send on; none where they are not shared.
  private final AgeList<Connection> withRoom = new AgeList<>();

  private final Owners owners = new Owners();
  private final Standing standing;
  private final Openers openers;
  private long sendUntilNs = Long.MAX_VALUE;
  private @Nullable Throwable fault;

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
    this.clock = clock;
    this.listener = listener;
    this.options = options;
    keepAlive = options.connections().keepAlive();
    standing = new Standing(maxConnections);
    openers = new Openers(this, options.connections(), clock, standing, waiting, putOff);
    deadlines = new CallDeadlines(options.deadlines());
    this.protocols = protocols;
    way = route.way();
    loop = new WakeableLoop(Thread.currentThread(), route.transport(), maxConnections);
    dialer = new Dialer(route, clock, loop, this::onFault);
  }

  @Override
  public boolean ready() {
    return waiting.isEmpty() && (!withRoom.isEmpty() || openers.haveRoom());
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
    if (!goesOverOwn(call)) {
      if (waiting.isEmpty() && hasPlace()) {
        place(call);
      } else {
        waiting.add(call);
      }
    }
  }

  /// A user's call goes over the user's own connection while that takes calls. One that takes none
  /// any more has no other to finish.
  private boolean goesOverOwn(Call call) {
    Connection own = owners.of(call.exchange());
    if (own == null) {
      return false;
    }
    if (own.room() == 0) {
      retire(own);
      return false;
    }
    assign(own, call);
    return true;
  }

  /// Whether a call could go somewhere now.
  private boolean hasPlace() {
    return !withRoom.isEmpty() || openers.haveRoomNow();
  }

  private void place(Call call) {
    AgeList.Place<Connection> last = withRoom.youngest();
    if (last != null) {
      assign(last.owner(), call);
    } else {
      openers.assign(call);
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
      openers.openInTurn();
      putOff.proceed();
    }
    loop.pass(maySend ? allowedWaitNs(waitNs) : quietWaitNs(waitNs));
    if (expire() < sendUntilNs) {
      openers.openInTurn();
      putOff.proceed();
    }
    if (fault != null) {
      throw new IllegalStateException("the loop is broken", fault);
    }
  }

  @Override
  public void wakeup() {
    loop.interruptWait();
  }

  @Override
  public int connections() {
    return standing.size();
  }

  /// Closes every connection. Not for callbacks.
  @Override
  public void close() {
    if (loop.isShuttingDown()) {
      return;
    }
    waiting.clear();
    putOff.clear();
    openers.clear();
    owners.clear();
    standing.discardAll();
    loop.end();
    dialer.close();
    protocols.close();
  }

  private long allowedWaitNs(long waitNs) {
    if (waitNs <= 0 || !putOff.isEmpty()) {
      return 0;
    }
    long nowNs = clock.nanoTime();
    long allowedNs = Math.min(waitNs, deadlines.untilNextNs(nowNs));
    allowedNs = Math.min(allowedNs, openers.untilTurnNs(nowNs));
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
  void onOpened(Opener opener, Connection connection, CallQueue calls, long connectNs, long tlsNs) {
    openers.onEnd(opener);
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
    if (first != null && keepAlive == KeepAlive.USER) {
      owners.add(first.exchange(), connection);
    }
    while (!calls.isEmpty() && connection.room() > 0) {
      assign(connection, calls.remove());
    }
    queueFirst(calls);
    if (keepAlive == KeepAlive.SHARED) {
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
    if (keepAlive == KeepAlive.SHARED) {
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

  /// Calls that a connection cannot send after all, or is to send again: they are the next for
  /// whoever has room.
  public void takeBack(CallQueue calls) {
    if (keepAlive == KeepAlive.USER && !calls.isEmpty()) {
      Call only = calls.remove(); // a user has no others
      if (goesOverOwn(only)) {
        return;
      }
      calls.add(only);
    }
    queueFirst(calls);
    serveWaiting();
  }

  private void queueFirst(CallQueue calls) {
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = null;
    }
    waiting.addAllFirst(calls);
  }

  /// A connection goes on as another one, on the same channel.
  ///
  /// @param calls of the old one, which the new one goes on with
  public void replace(Connection old, Connection fresh, CallQueue calls) {
    old.retire();
    old.withRoom.leave();
    standing.remove(old.standing);
    owners.remove(old);
    begin(fresh, calls);
  }

  /// A connection is gone for good.
  ///
  /// @param again calls of its to go on with on a fresh one in its place, perhaps none
  public void onGone(Connection connection, CallQueue again) {
    connection.withRoom.leave();
    owners.remove(connection);
    standing.remove(connection.standing);
    if (!again.isEmpty()) {
      openers.open(again);
    }
    serveWaiting();
  }

  private void retire(Connection connection) {
    connection.discard();
    onGone(connection, new CallQueue());
  }

  /// An opener will not become a connection.
  void onGone(Opener opener) {
    openers.onEnd(opener);
    serveWaiting();
  }

  /// A call has its whole answer.
  public void answer(Call call, int status, long firstByteNs, long nowNs) {
    if (way.ofProxy(status)) {
      fail(call, Outcome.PROXY);
      return;
    }
    calls.answer(call, status, firstByteNs, nowNs);
    if (nowNs < sendUntilNs) {
      putOff.proceedIfMany();
    }
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
