package dev.spate.worker.http.pool;

import dev.spate.worker.engine.Filling;

/// What the connections of one loop can speak.
public interface Protocols extends AutoCloseable {
  /// A connection that has been opened, before anything was said on it.
  ///
  /// @param negotiated the protocol that TLS agreed on; empty where it did not
  Connection newConnection(ConnectionPool pool, String negotiated);

  /// Whether the plan can do with what TLS agreed on.
  ///
  /// @param negotiated as above
  boolean accepts(String negotiated);

  /// Whether values may be sent in the places that a request has for them.
  ///
  /// @param request by number of [dev.spate.worker.engine.SentRequests]
  boolean takes(int request, Filling filling);

  /// How many calls a connection that is yet to be opened will take at a time, as far as is known:
  /// so many are opened one for.
  int expectedRoom();

  /// How long no connection has to do something of its own accord, in ns from `nowNs`: 0 or less
  /// where one has, [Long#MAX_VALUE] where none ever will.
  long untilDueNs(long nowNs);

  /// Has the connections do what is due.
  void expire(long nowNs);

  /// Gives back what its connections share. They are closed by then.
  @Override
  void close();
}
