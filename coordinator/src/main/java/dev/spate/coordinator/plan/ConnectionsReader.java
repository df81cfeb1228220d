package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;

/// Reads `http.connections`: how connections are opened, shared and kept.
final class ConnectionsReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("perWorker").later("perUser", "reuse", "idleTimeout");

  private ConnectionsReader() {}

  static ConnectionOptions read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    int perWorker =
        fields
            .find("perWorker")
            .flatMap(number -> number.wholeInt(1, ConnectionOptions.MAX_PER_WORKER))
            .orElse(defaults.perWorker());
    return new ConnectionOptions(
        perWorker,
        defaults.keepAlive(),
        defaults.retry(),
        defaults.pipelining(),
        defaults.opensPerSecond(),
        defaults.resolve(),
        defaults.resolveTtlNs(),
        defaults.sources(),
        defaults.proxy(),
        defaults.unixSocket());
  }
}
