package dev.spate.worker.http;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.RequestSteps;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the requesters of all loops are made from.
///
/// @param addresses the target's, resolved
/// @param tls null where the target's scheme is http
record Blueprint(
    Plan plan, List<InetSocketAddress> addresses, Transport transport, @Nullable SslContext tls) {
  Blueprint {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("a target has addresses, and they are resolved");
    }
  }

  /// The requests of one loop, by number of [RequestSteps].
  EncodedRequest[] encode() {
    return RequestSteps.of(plan).requests().stream()
        .map(request -> new EncodedRequest(plan, request))
        .toArray(EncodedRequest[]::new);
  }
}
