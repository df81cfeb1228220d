package dev.spate.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Keeps what listens to this machine unless somebody said otherwise in so many words.
final class Listeners {
  private Listeners() {}

  /// @param host that something is to listen on
  /// @param insecure whether `--insecure-listen` was given
  /// @throws CliException for another address than loopback without it
  static void check(String host, boolean insecure) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException _) {
      throw CliException.invalid("there is no host " + host, "");
    }
    if (!address.isLoopbackAddress() && !insecure) {
      throw CliException.invalid(
          host
              + " can be reached from other machines, and nothing here asks who is there:"
              + " whoever reaches it can make this cluster send load",
          "In a network that you trust, add --insecure-listen. (TLS comes in a later version.)");
    }
  }
}
