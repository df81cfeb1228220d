package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Deadlines;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import java.util.List;

/// Reads `http`: how requests are sent.
final class HttpReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("timeout", "connectTimeout", "protocol", "headers", "connections")
          .later("tls", "cookies", "redirects", "followRedirects", "proxy", "compression");

  private HttpReader() {}

  static HttpOptions read(Value value) {
    Fields fields = Fields.of(value, KEYS);
    HttpOptions defaults = HttpOptions.DEFAULT;
    fields.find("protocol").ifPresent(HttpReader::protocol);
    List<Header> headers = fields.find("headers").map(HeaderReader::read).orElse(List.of());
    ConnectionOptions connections =
        fields.find("connections").map(ConnectionsReader::read).orElse(defaults.connections());
    return defaults
        .withDeadlines(deadlines(fields))
        .withHeaders(headers)
        .withConnections(connections);
  }

  private static Deadlines deadlines(Fields fields) {
    Deadlines defaults = Deadlines.DEFAULT;
    long requestNs = timeout(fields, "timeout", defaults.requestNs());
    return new Deadlines(
        timeout(fields, "connectTimeout", defaults.connectNs()),
        defaults.tlsNs(),
        requestNs,
        requestNs);
  }

  private static long timeout(Fields fields, String key, long defaultNs) {
    return fields
        .find(key)
        .flatMap(value -> Durations.read(value, Durations.MILLISECOND_NS, Durations.HOUR_NS))
        .orElse(defaultNs);
  }

  private static void protocol(Value value) {
    switch (value.text("auto or http1").orElse("auto")) {
      case "auto", "http1" -> {}
      case "http2", "h2", "h2c", "http3", "h3" ->
          value.problem(value.shown() + " is not supported yet", "auto or http1");
      default -> value.mismatch("auto or http1", "");
    }
  }
}
