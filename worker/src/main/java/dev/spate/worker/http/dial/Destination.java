package dev.spate.worker.http.dial;

import dev.spate.plan.ConnectionOptions.Resolve;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;

/// Where the connections of a run lead: to the target, or to the proxy before it.
public sealed interface Destination {
  /// The addresses with which a run begins.
  List<? extends SocketAddress> addresses();

  /// Addresses that stay the same for the whole run.
  ///
  /// @param addresses at least one, resolved
  record Fixed(List<? extends SocketAddress> addresses) implements Destination {
    public Fixed {
      addresses = List.copyOf(addresses);
      check(addresses);
    }
  }

  /// A name that is looked up again in the course of the run.
  ///
  /// @param addresses as they were found before the run
  /// @param foundNs when that was, on the monotonic clock
  /// @param resolve when it is looked up, not [Resolve#ONCE]
  /// @param ttlNs for [Resolve#TTL]
  record Named(
      List<InetSocketAddress> addresses,
      long foundNs,
      AllowedName name,
      Resolve resolve,
      long ttlNs,
      LookupDesk desk)
      implements Destination {
    public Named {
      addresses = List.copyOf(addresses);
      check(addresses);
    }
  }

  /// A name as a worker may use it. What it resolves to goes through here each time, so there is no
  /// way to an address that is not allowed.
  ///
  /// @param sources where connections leave from; empty for anywhere
  record AllowedName(String host, int port, TargetPolicy policy, SourceAddresses sources) {
    /// Those of a name's addresses that connections may go to, and can.
    List<InetSocketAddress> usable(List<InetAddress> found) {
      return found.stream()
          .filter(address -> policy.allows(host, address) && sources.reach(address))
          .map(address -> new InetSocketAddress(address, port))
          .distinct()
          .toList();
    }
  }

  private static void check(List<? extends SocketAddress> addresses) {
    if (addresses.isEmpty()
        || addresses.stream()
            .anyMatch(
                address -> address instanceof InetSocketAddress inet && inet.isUnresolved())) {
      throw new IllegalArgumentException("a target has addresses, and they are resolved");
    }
  }
}
