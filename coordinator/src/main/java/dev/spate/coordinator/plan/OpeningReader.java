package dev.spate.coordinator.plan;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what `http.connections` says about where a connection leads, and from where: `resolve`,
/// `sources`, `proxy` and `unixSocket`.
final class OpeningReader {
  private static final String WANTED_RESOLVE = "once, connection, or a duration such as 30s";
  private static final String WANTED_SOURCE = "an address such as 127.0.0.2";

  private OpeningReader() {}

  /// @param ttlNs 0 where names are not looked up by time
  record Lookup(Resolve resolve, long ttlNs) {
    static final Lookup DEFAULT = new Lookup(ConnectionOptions.DEFAULT.resolve(), 0);
  }

  static Lookup resolve(Fields connections) {
    return connections.find("resolve").flatMap(OpeningReader::lookup).orElse(Lookup.DEFAULT);
  }

  private static Optional<Lookup> lookup(Value value) {
    Optional<String> text = value.text(WANTED_RESOLVE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "once" -> Optional.of(new Lookup(Resolve.ONCE, 0));
      case "connection" -> Optional.of(new Lookup(Resolve.CONNECTION, 0));
      case String other when !other.isEmpty() && Character.isDigit(other.charAt(0)) ->
          Durations.read(value, Durations.SECOND_NS, Durations.DAY_NS)
              .map(ttlNs -> new Lookup(Resolve.TTL, ttlNs));
      case String other -> {
        value.mismatch(
            WANTED_RESOLVE,
            other.equalsIgnoreCase("ttl")
                ? "write how long an answer is kept: 30s"
                : Spelling.suggest(other, List.of("once", "connection")));
        yield Optional.empty();
      }
    };
  }

  /// The source addresses, as the plan has them.
  static List<String> sources(Fields connections) {
    Map<InetAddress, String> sources = new LinkedHashMap<>();
    for (Value item :
        connections
            .find("sources")
            .map(list -> list.items("addresses", ConnectionOptions.MAX_SOURCES))
            .orElse(List.of())) {
      Optional<String> text = item.text(WANTED_SOURCE);
      Optional<InetAddress> address = text.flatMap(literal -> source(item, literal));
      if (address.isPresent() && sources.putIfAbsent(address.get(), text.get()) != null) {
        item.problem("this address is given twice", "");
      }
    }
    return List.copyOf(sources.values());
  }

  private static Optional<InetAddress> source(Value item, String literal) {
    if (!TargetReader.isLiteral(literal)) {
      item.mismatch(
          WANTED_SOURCE, literal.equalsIgnoreCase("localhost") ? "did you mean 127.0.0.1?" : "");
      return Optional.empty();
    }
    InetAddress address = InetAddress.ofLiteral(literal);
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      item.mismatch("the address of one machine", "without sources the kernel chooses one");
      return Optional.empty();
    }
    return Optional.of(address);
  }

  /// The proxy's URL, or an empty text.
  static String proxy(Fields connections) {
    return connections.find("proxy").flatMap(OpeningReader::proxy).orElse("");
  }

  /// No message repeats what may be a password.
  private static Optional<String> proxy(Value value) {
    Optional<String> text = value.text("a URL such as http://127.0.0.1:3128");
    if (text.isEmpty() || !Variables.none(value, text.get())) {
      return Optional.empty();
    }
    try {
      Proxy proxy = Proxy.parse(text.get());
      if (TargetReader.isHost(proxy.host())) {
        return text;
      }
      value.problem("has no valid host: " + Paths.printable(proxy.host()), "");
    } catch (IllegalArgumentException e) {
      value.problem(String.valueOf(e.getMessage()), suggestedProxy(text.get()));
    }
    return Optional.empty();
  }

  private static String suggestedProxy(String text) {
    if (text.startsWith("https://") || text.startsWith("socks")) {
      return "a proxy is talked to in the clear; CONNECT carries TLS for an https target";
    }
    String candidate = text.startsWith("http://") ? text : "http://" + text;
    for (String port : List.of("", ":3128")) {
      try {
        var _ = Proxy.parse(candidate + port);
        String shown = Paths.printable(Proxy.masked(candidate + port, "user:password"));
        return "did you mean " + shown + "?";
      } catch (IllegalArgumentException _) {
        // Not that, then.
      }
    }
    return "";
  }

  /// The path of the Unix socket, or an empty text. What a Unix socket has no use for is reported.
  static String unixSocket(Fields connections) {
    if (!connections.has("unixSocket")) {
      return "";
    }
    connections.refuse("a Unix socket has no proxy before it: one of the two", "proxy");
    connections.refuse("a Unix socket is not reached from an address", "sources");
    connections.refuse("a Unix socket has no name to look up", "resolve");
    return connections.find("unixSocket").flatMap(OpeningReader::unixSocket).orElse("");
  }

  private static Optional<String> unixSocket(Value value) {
    Optional<String> text = value.text("a path such as /run/shop.sock");
    if (text.isEmpty() || !Variables.none(value, text.get())) {
      return Optional.empty();
    }
    String path = text.get();
    if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
      String rest = path.startsWith("unix:/") ? path.substring("unix:".length()) : "";
      value.mismatch(
          "a path that begins with /",
          rest.isEmpty() ? "" : "did you mean " + Paths.printable(rest) + "?");
      return Optional.empty();
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > ConnectionOptions.MAX_UNIX_SOCKET) {
      value.problem(
          "the path of a Unix socket has at most " + ConnectionOptions.MAX_UNIX_SOCKET + " bytes",
          "");
      return Optional.empty();
    }
    String normal = normal(path);
    if (!normal.equals(path)) {
      value.mismatch("a path without . and ..", "did you mean " + Paths.printable(normal) + "?");
      return Optional.empty();
    }
    return text;
  }

  private static String normal(String path) {
    try {
      return Path.of(path).normalize().toString();
    } catch (InvalidPathException _) {
      return "";
    }
  }
}
