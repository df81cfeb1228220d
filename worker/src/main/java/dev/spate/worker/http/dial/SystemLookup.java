package dev.spate.worker.http.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/// Asks the system's resolver through the JDK, which keeps no answer: how long one holds is for the
/// plan to say.
public enum SystemLookup implements NameLookup {
  INSTANCE;

  private static final List<String> CACHE_PROPERTIES =
      List.of(
          "networkaddress.cache.ttl",
          "networkaddress.cache.negative.ttl",
          "networkaddress.cache.stale.ttl");

  static {
    keepNothing();
  }

  /// Turns off the JDK's own cache, which would hold an answer for 30 s, and a failure for 10 s,
  /// whatever the plan says. It reads its settings at the first look-up of the process, so this
  /// belongs before that.
  public static void keepNothing() {
    for (String property : CACHE_PROPERTIES) {
      Security.setProperty(property, "0");
    }
  }

  @Override
  public List<InetAddress> lookUp(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
