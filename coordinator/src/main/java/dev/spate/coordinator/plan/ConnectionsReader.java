package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import java.util.List;
import java.util.Optional;

/// Reads `http.connections`: how connections are opened, shared and kept.
final class ConnectionsReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
              "perWorker",
              "keepAlive",
              "retry",
              "pipelining",
              "streams",
              "opensPerSecond",
              "resolve",
              "sources",
              "proxy",
              "unixSocket")
          .later("perUser", "reuse", "idleTimeout");

  private ConnectionsReader() {}

  static ConnectionOptions read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    KeepAlive keepAlive =
        fields.find("keepAlive").flatMap(ConnectionsReader::keepAlive).orElse(defaults.keepAlive());
    OpeningReader.Lookup lookup = OpeningReader.resolve(fields);
    String unixSocket = OpeningReader.unixSocket(fields);
    boolean unix = fields.has("unixSocket");
    return new ConnectionOptions(
        number(fields, "perWorker", ConnectionOptions.MAX_PER_WORKER, defaults.perWorker()),
        keepAlive,
        fields.find("retry").flatMap(Value::flag).orElse(defaults.retry()),
        pipelining(fields, keepAlive),
        number(fields, "streams", ConnectionOptions.MAX_STREAMS, defaults.streams()),
        number(
            fields,
            "opensPerSecond",
            ConnectionOptions.MAX_OPENS_PER_SECOND,
            defaults.opensPerSecond()),
        lookup.resolve(),
        lookup.ttlNs(),
        unix ? List.of() : OpeningReader.sources(fields),
        unix ? "" : OpeningReader.proxy(fields),
        unixSocket);
  }

  private static int number(Fields fields, String key, int most, int defaultNumber) {
    return fields.find(key).flatMap(number -> number.wholeInt(1, most)).orElse(defaultNumber);
  }

  private static int pipelining(Fields fields, KeepAlive keepAlive) {
    int requests =
        number(
            fields,
            "pipelining",
            ConnectionOptions.MAX_PIPELINING,
            ConnectionOptions.DEFAULT.pipelining());
    if (requests > 1 && keepAlive != KeepAlive.SHARED) {
      fields
          .find("pipelining")
          .ifPresent(number ->
              number.problem(
                  "only connections that are shared carry several requests at a time",
                  "keepAlive: shared, or leave pipelining out"));
    }
    return requests;
  }

  private static Optional<KeepAlive> keepAlive(Value value) {
    Optional<String> text = value.text("shared, user or off");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (KeepAlive keepAlive : KeepAlive.values()) {
      if (keepAlive.id().equals(text.get())) {
        return Optional.of(keepAlive);
      }
    }
    value.mismatch(
        "shared, user or off",
        switch (text.get()) {
          case "true", "yes", "on" -> "shared keeps connections, for whoever comes next";
          case "false", "no", "never" -> "off opens one for each request";
          default -> "";
        });
    return Optional.empty();
  }
}
