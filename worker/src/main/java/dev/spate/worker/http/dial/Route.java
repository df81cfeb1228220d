package dev.spate.worker.http.dial;

import dev.spate.plan.Deadlines;
import dev.spate.plan.Target;
import dev.spate.worker.http.io.Tap;
import dev.spate.worker.http.io.Transport;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How connections of a run reach its target: what the dialers of all loops are made from.
///
/// @param addresses the target's, resolved
/// @param tls null where the target's scheme is http
/// @param tap sees all bytes; null for none
public record Route(
    Target target,
    List<InetSocketAddress> addresses,
    Transport transport,
    Deadlines deadlines,
    @Nullable SslContext tls,
    @Nullable Tap tap) {
  /// @throws IllegalArgumentException without an address, or with one that is not resolved
  public Route {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("a target has addresses, and they are resolved");
    }
  }
}
