package dev.spate.worker.http.pool;

/// What the connections of one loop can speak.
public interface Protocols extends AutoCloseable {
  /// A connection that has been opened, before anything was said on it.
  ///
  /// @param negotiated the protocol that TLS agreed on; empty where it did not
  Connection newConnection(ConnectionPool pool, String negotiated);

  /// Gives back what its connections share. They are closed by then.
  @Override
  void close();
}
