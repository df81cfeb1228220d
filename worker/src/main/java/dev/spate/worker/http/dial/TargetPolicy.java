package dev.spate.worker.http.dial;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which targets a worker may send to: names by pattern, addresses by range, Unix sockets by path.
/// Asked with the *resolved* address, so a harmless name that points somewhere else does not help.
///
/// A Unix socket has to be named: behind some of them are services that trust whoever reaches them
/// (a container engine's is as good as a login), and a plan comes from somebody else.
public final class TargetPolicy {
  private static final List<String> LOOPBACK_AND_PRIVATE =
      List.of("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  private static final String UNIX = "unix:";

  private static final Pattern HOST_PATTERN = Pattern.compile("[A-Za-z0-9_.*-]+");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(/.*)?|.*:.*|.*/.*");

  private final List<String> entries;
  private final List<Pattern> hosts = new ArrayList<>();
  private final List<AddressRange> ranges = new ArrayList<>();
  private final List<Pattern> unixSockets = new ArrayList<>();

  private TargetPolicy(List<String> entries) {
    this.entries = List.copyOf(entries);
    for (String entry : entries) {
      if (entry.startsWith(UNIX)) {
        unixSockets.add(unixSocketPattern(entry.substring(UNIX.length())));
      } else if (ADDRESS.matcher(entry).matches()) {
        ranges.add(range(entry));
      } else {
        hosts.add(hostPattern(entry));
      }
    }
  }

  /// What holds where nobody said anything: loopback and private addresses (RFC 1918, RFC 4193),
  /// whatever name they go by. Not link-local ones: a cloud's metadata service is among those.
  public static TargetPolicy loopbackAndPrivate() {
    return new TargetPolicy(LOOPBACK_AND_PRIVATE);
  }

  /// The policy of a list of host patterns, ranges, and Unix sockets.
  ///
  /// @param entries `shop.example`, `*.shop.example` (a `*` stands for any characters),
  ///   `10.0.0.0/8`, `fd00::/8`, `192.0.2.7`, `unix:/run/shop.sock`, `unix:/run/shop/*` (here for
  ///   any characters but a `/`)
  /// @throws IllegalArgumentException for one that is none of these, named in the message
  public static TargetPolicy parse(List<String> entries) {
    return new TargetPolicy(entries);
  }

  /// Whether a worker may send to an address that it has under a name.
  ///
  /// @param host the name in the plan, or an address literal
  public boolean allows(String host, InetAddress resolved) {
    return ranges.stream().anyMatch(range -> range.contains(resolved)) || allows(host);
  }

  /// Whether a worker may send to a name whatever its addresses are.
  public boolean allows(String host) {
    return matches(hosts, withoutRootDot(host));
  }

  /// Whether a worker may send to a Unix socket of its machine.
  ///
  /// @param path absolute, without `.` and `..`; where it leads, should it be a link, is for the
  ///   owner of its directory to say
  public boolean allowsUnixSocket(String path) {
    return matches(unixSockets, path);
  }

  private static boolean matches(List<Pattern> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }

  @Override
  public String toString() {
    return String.join(", ", entries);
  }

  private static AddressRange range(String entry) {
    try {
      return AddressRange.parse(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a range of addresses such as 10.0.0.0/8: '" + entry + "'", e);
    }
  }

  private static Pattern hostPattern(String entry) {
    if (!HOST_PATTERN.matcher(entry).matches()) {
      throw new IllegalArgumentException(
          "not a host pattern such as *.example.com: '" + entry + "'");
    }
    return Pattern.compile(quoted(withoutRootDot(entry), ".+"), Pattern.CASE_INSENSITIVE);
  }

  private static Pattern unixSocketPattern(String path) {
    if (!path.startsWith("/") || path.contains("\\E")) {
      throw new IllegalArgumentException(
          "not the path of a Unix socket such as unix:/run/shop.sock: '" + UNIX + path + "'");
    }
    return Pattern.compile(quoted(path, "[^/]+"));
  }

  /// @param any what a star stands for
  private static String quoted(String text, String any) {
    return "\\Q" + text.replace("*", "\\E" + any + "\\Q") + "\\E";
  }

  private static String withoutRootDot(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
