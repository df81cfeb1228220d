package dev.spate.worker.http.pool;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Dialer;
import dev.spate.worker.http.dial.Route;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.WakeableLoop;
import java.util.List;
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
/// **Connections.** Which request goes over which is the [Dispatcher]'s to say, how they are opened
/// that of the [Openers].
///
/// **Limits.** As many connections as it was made for, open or being opened. What waits has no
/// limit of its own: see [CallQueue].
public final class ConnectionPool implements Requester {
  private final Clock clock;
  private final Connections listener;
  private final HttpOptions options;
  private final WakeableLoop loop;
  private final Dialer dialer;
  private final Protocols protocols;
  private final Way way;

  private final Calls calls = new Calls(this::onFault);
  private final CallDeadlines deadlines;
  private final ContentDecoder contents = new ContentDecoder();
  private final Standing standing;
  private final Dispatcher dispatcher;
  private long sendUntilNs = Long.MAX_VALUE;
  private @Nullable Throwable fault;

  /// For the thread that makes it.
  ///
  /// @param requests by their numbers
  /// @param protocols closed with the pool
  /// @throws IllegalArgumentException without room for a connection
  public ConnectionPool(
      Route route,
      HttpOptions options,
      List<RequestForm> requests,
      Protocols protocols,
      Clock clock,
      int maxConnections,
      Connections listener) {
    this.clock = clock;
    this.listener = listener;
    this.options = options;
    standing = new Standing(maxConnections);
    dispatcher = new Dispatcher(this, options.connections(), clock, standing);
    deadlines =
        new CallDeadlines(
            options.deadlines().firstByteNs(), options.deadlines().requestNs(), requests);
    this.protocols = protocols;
    way = route.way();
    loop = new WakeableLoop(Thread.currentThread(), route.transport(), maxConnections);
    dialer = new Dialer(route, clock, loop, this::onFault);
  }

  @Override
  public boolean ready() {
    return dispatcher.ready();
  }

  @Override
  public boolean holds(Exchange user) {
    return dispatcher.holds(user);
  }

  @Override
  public void leave(Exchange user) {
    dispatcher.leave(user);
  }

  @Override
  public void send(int request, Exchange exchange) {
    dispatcher.send(calls.begin(request, null, exchange));
  }

  @Override
  public void send(int request, Filling filling, Exchange exchange) {
    Call call = calls.begin(request, filling, exchange);
    if (protocols.takes(request, filling)) {
      dispatcher.send(call);
    } else {
      dispatcher.refuse(call);
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
      dispatcher.proceed();
    }
    loop.pass(maySend ? allowedWaitNs(waitNs) : quietWaitNs(waitNs));
    if (expire() < sendUntilNs) {
      dispatcher.proceed();
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
    dispatcher.clear();
    standing.discardAll();
    loop.end();
    dialer.close();
    protocols.close();
    contents.close();
  }

  private long allowedWaitNs(long waitNs) {
    if (waitNs <= 0 || dispatcher.hasPutOff()) {
      return 0;
    }
    long nowNs = clock.nanoTime();
    long allowedNs = Math.min(waitNs, deadlines.untilNextNs(nowNs));
    allowedNs = Math.min(allowedNs, dispatcher.untilTurnNs(nowNs));
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
      dispatcher.forget(call);
      fail(call, outcome);
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
    dispatcher.onEnd(opener);
    listener.onConnected(connectNs);
    if (tlsNs != NEVER) {
      listener.onSecured(tlsNs);
    }
    dispatcher.begin(connection, calls);
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

  /// How long a call may take until it ends with an outcome such as this.
  public long allowedNs(Call call, Outcome missed) {
    return deadlines.allowedNs(call, missed);
  }

  /// Bytes of a call's answer came, and it is not complete. They may be those of an interim one.
  public void onFirstByte(Call call) {
    deadlines.onFirstByte(call);
  }

  /// An answer is complete, and its connection can take another call.
  public void onRoom(Connection connection, long nowNs) {
    dispatcher.onRoom(connection, nowNs);
  }

  /// A connection can take more calls than before, though none has ended.
  public void onMoreRoom(Connection connection, long nowNs) {
    dispatcher.onMoreRoom(connection, nowNs);
  }

  /// Calls that a connection cannot send after all, or is to send again: they are the next for
  /// whoever has room.
  public void takeBack(CallQueue calls) {
    dispatcher.takeBack(calls);
  }

  /// A connection goes on as another one, on the same channel.
  ///
  /// @param calls of the old one, which the new one goes on with
  public void replace(Connection old, Connection fresh, CallQueue calls) {
    dispatcher.replace(old, fresh, calls);
  }

  /// A connection is gone for good.
  ///
  /// @param again calls of its to go on with on a fresh one in its place, perhaps none
  public void onGone(Connection connection, CallQueue again) {
    dispatcher.onGone(connection, again);
  }

  /// An opener will not become a connection.
  void onGone(Opener opener) {
    dispatcher.onGone(opener);
  }

  /// A call has its whole answer.
  public void answer(Call call, int status, long firstByteNs, long nowNs) {
    if (way.ofProxy(status)) {
      fail(call, Outcome.PROXY);
      return;
    }
    Answer wanted = call.wantsBody();
    if (wanted != null && !contents.decode(wanted)) {
      fail(call, Outcome.MALFORMED_RESPONSE);
      return;
    }
    calls.answer(call, status, firstByteNs, nowNs);
    if (nowNs < sendUntilNs) {
      dispatcher.proceedIfMany();
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
