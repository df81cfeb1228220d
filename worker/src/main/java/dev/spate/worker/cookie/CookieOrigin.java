package dev.spate.worker.cookie;

import dev.spate.plan.Header;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whose cookies there are: a plan has one target.
///
/// @param host in lower case, without a port
/// @param secure whether its connections are TLS's
public record CookieOrigin(String host, boolean secure) {
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(?:\\.[0-9]+){3}");

  public CookieOrigin {
    host = host.toLowerCase(Locale.ROOT);
  }

  /// The target of a plan, by the name that its requests have in `Host`.
  public static CookieOrigin of(Plan plan) {
    String host =
        plan.http().headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("host"))
            .map(Header::value)
            .map(CookieOrigin::withoutPort)
            .findFirst()
            .orElse(plan.target().host());
    return new CookieOrigin(host, plan.target().scheme() == Target.Scheme.HTTPS);
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  /// Whether it may set cookies for a domain, which then it gets (RFC 6265 §5.1.3): its own name,
  /// or what that ends with behind a dot. An address is no name.
  boolean isWithin(String domain) {
    return host.equals(domain) || (host.endsWith("." + domain) && !isAddress());
  }

  private boolean isAddress() {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }
}
