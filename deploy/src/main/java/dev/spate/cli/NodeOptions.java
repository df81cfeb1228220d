package dev.spate.cli;

import dev.spate.node.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/// Where a node is reached.
final class NodeOptions {
  private static final String ADVERTISE = "Say it with --advertise HOST.";

  @Option(
      names = "--bind",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: ${DEFAULT-VALUE}).")
  String bind = "127.0.0.1";

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "What others reach it by, where that is not what it binds to.")
  String advertise = "";

  /// Where it listens for other nodes.
  HostPort listen(int port) {
    try {
      return new HostPort(bind, port);
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
  }

  /// The host that others use.
  String advertisedHost() {
    if (!advertise.isEmpty()) {
      return advertise;
    }
    try {
      boolean anywhere = InetAddress.getByName(bind).isAnyLocalAddress();
      return anywhere ? reachable(InetAddress.getLocalHost()) : bind;
    } catch (UnknownHostException _) {
      throw CliException.invalid("cannot tell what others reach this machine by", ADVERTISE);
    }
  }

  /// @param own what this machine's name stands for; 127.0.1.1 on a Debian
  static String reachable(InetAddress own) {
    String address = own.getHostAddress();
    if (own.isLoopbackAddress()) {
      throw CliException.invalid(
          "this machine's name stands for " + address + ", which no other machine reaches it by",
          ADVERTISE);
    }
    return address;
  }
}
