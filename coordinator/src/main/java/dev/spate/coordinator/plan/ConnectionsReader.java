package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import java.util.List;

/// Reads `http.connections`: how connections are opened, shared and kept.
final class ConnectionsReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("perWorker", "resolve", "sources", "proxy", "unixSocket")
          .later("perUser", "reuse", "idleTimeout");

  private ConnectionsReader() {}

  static ConnectionOptions read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    int perWorker =
        fields
            .find("perWorker")
            .flatMap(number -> number.wholeInt(1, ConnectionOptions.MAX_PER_WORKER))
            .orElse(defaults.perWorker());
    OpeningReader.Lookup lookup = OpeningReader.resolve(fields);
    String unixSocket = OpeningReader.unixSocket(fields);
    boolean unix = fields.has("unixSocket");
    return new ConnectionOptions(
        perWorker,
        defaults.keepAlive(),
        defaults.retry(),
        defaults.pipelining(),
        defaults.opensPerSecond(),
        lookup.resolve(),
        lookup.ttlNs(),
        unix ? List.of() : OpeningReader.sources(fields),
        unix ? "" : OpeningReader.proxy(fields),
        unixSocket);
  }
}
