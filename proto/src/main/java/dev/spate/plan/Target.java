package dev.spate.plan;

/// Where requests go: the base of the plan's relative paths.
///
/// @param host a name or an address literal, IPv6 without brackets
/// @param port 1 to 65,535
/// @param basePath put before every path; empty or starting with `/`, never ending with it
public record Target(Scheme scheme, String host, int port, String basePath) {
  /// How to talk to the target.
  public enum Scheme {
    HTTP(80),
    HTTPS(443);

    private final int defaultPort;

    Scheme(int defaultPort) {
      this.defaultPort = defaultPort;
    }

    /// The port where the URL names none.
    public int defaultPort() {
      return defaultPort;
    }
  }

  /// @throws IllegalArgumentException outside the ranges above
  public Target {
    if (host.isEmpty() || host.length() > 255) {
      throw new IllegalArgumentException("a host has 1 to 255 characters");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
    if (!basePath.isEmpty() && (!basePath.startsWith("/") || basePath.endsWith("/"))) {
      throw new IllegalArgumentException(
          "a base path starts with / and does not end with it: " + basePath);
    }
  }

  /// The value of the `Host` header: the port only where it is not the scheme's own.
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == scheme.defaultPort() ? name : name + ":" + port;
  }

  /// The same without a base path.
  public Target atRoot() {
    return new Target(scheme, host, port, "");
  }

  /// The URL of the base path.
  public String url() {
    return (scheme == Scheme.HTTP ? "http://" : "https://") + authority() + basePath;
  }

  @Override
  public String toString() {
    return url();
  }
}
