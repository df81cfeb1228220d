package dev.spate.worker.http.pool;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.http.io.AgeList;

/// Which call of a pool goes over which connection.
///
/// Shared, the connection used last is used first, so that no more are kept busy than the load
/// needs. A call without one opens one of its own, and stays with it; where there is no room it
/// waits for the first that has some. Where each user has its own, a call waits until one may be
/// opened.
final class Dispatcher {
  private final Clock clock;
  private final KeepAlive keepAlive;
  private final Standing standing;
  private final Openers openers;
  private final CallQueue waiting = new CallQueue();
  private final PutOff putOff = new PutOff();
  private final Owners owners = new Owners();
  private final InvalidRequests invalid;

  /// Connections that anybody may send on; none where they are not shared.
  private final AgeList<Connection> withRoom = new AgeList<>();

  /// @param standing where all connections take up room
  Dispatcher(ConnectionPool pool, ConnectionOptions options, Clock clock, Standing standing) {
    this.clock = clock;
    this.standing = standing;
    keepAlive = options.keepAlive();
    invalid = new InvalidRequests(pool, putOff);
    openers = new Openers(pool, options, clock, standing, waiting, putOff);
  }

  /// Whether another call would not have to wait for the end of one.
  boolean ready() {
    return waiting.isEmpty() && (!withRoom.isEmpty() || openers.haveRoom());
  }

  /// Whether a user has a connection of its own.
  boolean holds(Exchange user) {
    return owners.of(user) != null;
  }

  /// A user goes, and so does its connection.
  void leave(Exchange user) {
    Connection own = owners.of(user);
    if (own != null) {
      retire(own);
    }
  }

  /// A call that is to go out as soon as it can.
  void send(Call call) {
    if (!goesOverOwn(call)) {
      if (waiting.isEmpty() && hasPlace()) {
        place(call);
      } else {
        waiting.add(call);
      }
    }
  }

  /// A call that cannot be sent, and is to be told so.
  void refuse(Call call) {
    invalid.add(call);
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

  /// A call does not wait any more.
  void forget(Call call) {
    waiting.remove(call);
  }

  /// Opens those whose turn it is, and does what was put off.
  void proceed() {
    openers.openInTurn();
    putOff.proceed();
  }

  /// Does what was put off if it is much.
  void proceedIfMany() {
    putOff.proceedIfMany();
  }

  boolean hasPutOff() {
    return !putOff.isEmpty();
  }

  /// As of [Openers#untilTurnNs].
  long untilTurnNs(long nowNs) {
    return openers.untilTurnNs(nowNs);
  }

  /// Forgets all, for the end.
  void clear() {
    waiting.clear();
    putOff.clear();
    invalid.discard();
    openers.clear();
    owners.clear();
  }

  /// An opener has become a connection.
  void onEnd(Opener opener) {
    openers.onEnd(opener);
  }

  /// An opener will not become a connection.
  void onGone(Opener opener) {
    openers.onEnd(opener);
    serveWaiting();
  }

  /// A connection takes the calls that it is there for; whom it cannot take waits.
  void begin(Connection connection, CallQueue calls) {
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

  /// An answer is complete, and its connection can take another call.
  void onRoom(Connection connection, long nowNs) {
    switch (keepAlive) {
      case SHARED -> share(connection, nowNs);
      case USER -> {} // its owner comes back, or leaves
      case OFF -> retire(connection);
    }
  }

  /// A connection can take more calls than before, though none has ended.
  void onMoreRoom(Connection connection, long nowNs) {
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

  /// As of [ConnectionPool#takeBack].
  void takeBack(CallQueue calls) {
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

  /// As of [ConnectionPool#replace].
  void replace(Connection old, Connection fresh, CallQueue calls) {
    old.retire();
    old.withRoom.leave();
    standing.remove(old.standing);
    owners.remove(old);
    begin(fresh, calls);
  }

  /// A connection is gone for good.
  ///
  /// @param again calls of its to go on with on a fresh one in its place, perhaps none
  void onGone(Connection connection, CallQueue again) {
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
}
