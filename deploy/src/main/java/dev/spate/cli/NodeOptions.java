package dev.spate.cli;

import dev.spate.node.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/// Where a node is reached.
final class NodeOptions {
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
      return anywhere ? InetAddress.getLocalHost().getHostAddress() : bind;
    } catch (UnknownHostException _) {
      throw CliException.invalid(
          "cannot tell what others reach this machine by", "Say it with --advertise HOST.");
    }
  }
}
