package dev.spate.worker.http.dial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/// The local addresses that connections leave from; empty leaves it to the kernel. Each has its own
/// 64k ports (fewer by `net.ipv4.ip_local_port_range`), which is what several of them are for.
record SourceAddresses(List<InetAddress> addresses) {
  static final SourceAddresses ANY = new SourceAddresses(List.of());

  SourceAddresses {
    addresses = List.copyOf(addresses);
  }

  /// @param literals addresses as plans write them
  static SourceAddresses of(List<String> literals) {
    return new SourceAddresses(literals.stream().map(InetAddress::ofLiteral).toList());
  }

  /// Whether connections to an address can leave from one of these: IPv4 to IPv4, IPv6 to IPv6.
  boolean reach(InetAddress destination) {
    return addresses.isEmpty()
        || addresses.stream().anyMatch(source -> source.getClass() == destination.getClass());
  }

  /// Those that this machine has not got.
  List<InetAddress> missing() {
    return addresses.stream().filter(source -> !isLocal(source)).toList();
  }

  private static boolean isLocal(InetAddress address) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// What a loop takes its sources from.
  Turn turn() {
    return new Turn();
  }

  /// Each in turn. Belongs to one loop.
  final class Turn {
    private int next;

    /// How many there are; 0 where the kernel chooses.
    int size() {
      return addresses.size();
    }

    /// The next one for connections to a destination that they [reach][SourceAddresses#reach].
    InetSocketAddress next(InetAddress destination) {
      for (int passed = 0; passed < addresses.size(); passed++) {
        InetAddress candidate = addresses.get(next);
        next = (next + 1) % addresses.size();
        if (candidate.getClass() == destination.getClass()) {
          return new InetSocketAddress(candidate, 0);
        }
      }
      throw new IllegalArgumentException("no source reaches " + destination.getHostAddress());
    }
  }
}
