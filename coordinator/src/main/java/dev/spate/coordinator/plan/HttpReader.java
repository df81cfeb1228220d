package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Deadlines;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Protocol;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import java.util.List;
import java.util.Optional;

/// Reads `http`: how requests are sent.
final class HttpReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
              "timeout",
              "connectTimeout",
              "tlsTimeout",
              "firstByteTimeout",
              "protocol",
              "headers",
              "auth",
              "followRedirects",
              "connections",
              "tls",
              "sampleErrors")
          .later("cookies", "proxy", "compression");

  private static final String PROTOCOLS = "auto, http1, http2 or h2c";

  private HttpReader() {}

  /// @param target none where it has a problem of its own
  static HttpOptions read(Value value, Optional<Target> target) {
    Fields fields = Fields.of(value, KEYS);
    HttpOptions defaults = HttpOptions.DEFAULT;
    Protocol protocol =
        fields.find("protocol").flatMap(name -> protocol(name, target)).orElse(defaults.protocol());
    List<Header> headers = fields.find("headers").map(HeaderReader::constants).orElse(List.of());
    checkAuth(fields);
    ConnectionOptions connections =
        fields.find("connections").map(ConnectionsReader::read).orElse(defaults.connections());
    TlsOptions tls =
        fields.find("tls").map(found -> TlsReader.read(found, target)).orElse(defaults.tls());
    int sampleErrors =
        fields
            .find("sampleErrors")
            .flatMap(number -> number.wholeInt(0, HttpOptions.MAX_SAMPLE_ERRORS))
            .orElse(defaults.sampleErrors());
    return defaults
        .withProtocol(protocol)
        .withDeadlines(deadlines(fields))
        .withHeaders(headers)
        .withConnections(connections)
        .withTls(tls)
        .withSampleErrors(sampleErrors);
  }

  /// Each request reads who it is from, for it may have holes; here it is said once.
  private static void checkAuth(Fields fields) {
    boolean twice =
        fields.find("headers").filter(found -> found.node() instanceof Node.Mapping).stream()
            .flatMap(found -> found.entries("names").stream())
            .anyMatch(field -> field.name().equalsIgnoreCase(AuthReader.HEADER));
    if (twice && fields.has("auth")) {
      fields.refuse("http.headers has the header authorization as well", "auth");
    }
  }

  private static Deadlines deadlines(Fields fields) {
    Deadlines defaults = Deadlines.DEFAULT;
    long requestNs = timeout(fields, "timeout", defaults.requestNs());
    long firstByteNs = timeout(fields, "firstByteTimeout", requestNs);
    if (firstByteNs > requestNs) {
      fields
          .find("firstByteTimeout")
          .ifPresent(late ->
              late.problem(
                  "the first byte of an answer comes before its end",
                  "at most the timeout, " + Durations.format(requestNs)));
    }
    return new Deadlines(
        timeout(fields, "connectTimeout", defaults.connectNs()),
        timeout(fields, "tlsTimeout", defaults.tlsNs()),
        Math.min(firstByteNs, requestNs),
        requestNs);
  }

  private static long timeout(Fields fields, String key, long defaultNs) {
    return fields.find(key).flatMap(Durations::readTimeout).orElse(defaultNs);
  }

  private static Optional<Protocol> protocol(Value value, Optional<Target> target) {
    boolean secure = target.filter(to -> to.scheme() == Target.Scheme.HTTPS).isPresent();
    String name = value.text(PROTOCOLS).orElse("");
    for (Protocol protocol : Protocol.values()) {
      if (protocol.id().equals(name)) {
        if (protocol == Protocol.H2C && secure) {
          value.problem("h2c is for targets without TLS", Protocol.HTTP2.id());
        }
        return Optional.of(protocol);
      }
    }
    switch (name) {
      case "" -> {} // the problem has been named
      case "http3", "h3" -> value.problem(value.shown() + " is not supported yet", PROTOCOLS);
      default -> value.mismatch(PROTOCOLS, "");
    }
    return Optional.empty();
  }
}
