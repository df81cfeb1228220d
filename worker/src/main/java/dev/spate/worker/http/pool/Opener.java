package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;
import dev.spate.worker.http.dial.Opening;
import dev.spate.worker.http.io.AgeList;
import io.netty.channel.Channel;

/// Opens a connection for a call, or for those of a connection that was lost: should the target
/// refuse, then these fail and no others. Becomes a connection, or nothing.
final class Opener implements Carrier, Opening.Listener {
  final AgeList.Place<Carrier> standing = new AgeList.Place<>(this);

  private final ConnectionPool pool;
  private final CallQueue calls;
  private final Opening opening;

  /// @param calls at least one
  Opener(ConnectionPool pool, CallQueue calls) {
    this.pool = pool;
    this.calls = calls;
    opening = pool.dialer().prepare(this);
  }

  /// How many more calls it may be expected to take.
  int room() {
    return Math.max(0, pool.protocols().expectedRoom() - calls.size());
  }

  /// Takes a call, for which there is room.
  void assign(Call call) {
    calls.add(call);
  }

  @Override
  public void proceed() {
    if (!calls.isEmpty()) {
      opening.begin();
    }
  }

  @Override
  public void onTimeout(Call call, Outcome outcome) {
    calls.remove(call);
    if (calls.isEmpty()) {
      opening.cancel();
      pool.onGone(this);
    }
    pool.fail(call, outcome);
  }

  @Override
  public void discard() {
    opening.cancel();
  }

  @Override
  public void onOpened(Channel channel, String protocol, long connectNs, long tlsNs) {
    if (!pool.protocols().accepts(protocol)) {
      channel.unsafe().close(channel.unsafe().voidPromise());
      onFailed(Outcome.TLS_PROTOCOL);
      return;
    }
    Connection connection = pool.protocols().newConnection(pool, protocol);
    channel.pipeline().addLast(connection);
    pool.onOpened(this, connection, calls, connectNs, tlsNs);
  }

  @Override
  public void onFailed(Outcome outcome) {
    pool.onGone(this);
    while (!calls.isEmpty()) {
      pool.fail(calls.remove(), outcome);
    }
  }
}
