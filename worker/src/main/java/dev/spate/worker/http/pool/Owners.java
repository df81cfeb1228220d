package dev.spate.worker.http.pool;

import dev.spate.worker.engine.Exchange;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// Which connection is which virtual user's own. Grows to the most there ever were at once, and
/// allocates nothing else.
final class Owners {
  private final IdentityHashMap<Exchange, Connection> connections = new IdentityHashMap<>();

  @Nullable Connection of(Exchange user) {
    return connections.isEmpty() ? null : connections.get(user);
  }

  void add(Exchange user, Connection connection) {
    connection.owner = user;
    connections.put(user, connection);
  }

  /// The connection is nobody's any more.
  void remove(Connection connection) {
    if (connection.owner != null) {
      connections.remove(connection.owner);
      connection.owner = null;
    }
  }

  void clear() {
    connections.clear();
  }
}
