package dev.spate.worker.http.dial;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Which targets a worker may send to: names by pattern, addresses by range. Asked with the
/// *resolved* address, so a harmless name that points somewhere else does not help.
public final class TargetPolicy {
  private static final List<String> LOOPBACK_AND_PRIVATE =
      List.of("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  private static final Pattern HOST_PATTERN = Pattern.compile("[A-Za-z0-9_.*-]+");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+(/.*)?|.*:.*|.*/.*");

  private final List<String> entries;
  private final List<Pattern> hosts = new ArrayList<>();
  private final List<AddressRange> ranges = new ArrayList<>();

  private TargetPolicy(List<String> entries) {
    this.entries = List.copyOf(entries);
    for (String entry : entries) {
      if (ADDRESS.matcher(entry).matches()) {
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

  /// The policy of a list of host patterns and ranges.
  ///
  /// @param hostPatternsAndCidrs `shop.example`, `*.shop.example` (a `*` stands for any
  ///   characters), `10.0.0.0/8`, `fd00::/8`, `192.0.2.7`
  /// @throws IllegalArgumentException for one that is none of these, named in the message
  public static TargetPolicy parse(List<String> hostPatternsAndCidrs) {
    return new TargetPolicy(hostPatternsAndCidrs);
  }

  /// Whether a worker may send to an address that it has under a name.
  ///
  /// @param host the name in the plan, or an address literal
  public boolean allows(String host, InetAddress resolved) {
    String name = withoutRootDot(host);
    return ranges.stream().anyMatch(range -> range.contains(resolved))
        || hosts.stream().anyMatch(pattern -> pattern.matcher(name).matches());
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
    String quoted = "\\Q" + withoutRootDot(entry).replace("*", "\\E.+\\Q") + "\\E";
    return Pattern.compile(quoted, Pattern.CASE_INSENSITIVE);
  }

  private static String withoutRootDot(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
