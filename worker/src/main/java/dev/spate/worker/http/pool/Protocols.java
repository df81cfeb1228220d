package dev.spate.worker.http.pool;

/// What the connections of one loop can speak.
public interface Protocols extends AutoCloseable {
  /// A connection that has been opened, before anything was said on it.
  ///
  /// @param negotiated the protocol that TLS agreed on; empty where it did not
  Connection newConnection(ConnectionPool pool, String negotiated);

  /// How long no connection has to do something of its own accord, in ns from `nowNs`: 0 or less
  /// where one has, [Long#MAX_VALUE] where none ever will.
  long untilDueNs(long nowNs);

  /// Has the connections do what is due.
  void expire(long nowNs);

  /// Gives back what its connections share. They are closed by then.
  @Override
  void close();
}
