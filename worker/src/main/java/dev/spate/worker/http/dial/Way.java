package dev.spate.worker.http.dial;

import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way that connections of a run take, found to be open to this worker before the run starts.
///
/// @param destination where they lead: the target, or the proxy before it
/// @param sources where they leave from
/// @param tunnel to be asked for at the proxy; null for none
/// @param readByProxy whether there is a proxy that reads the requests, and may answer them itself
public record Way(
    Destination destination,
    SourceAddresses sources,
    @Nullable Tunnel tunnel,
    boolean readByProxy) {
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  /// The way to addresses, from anywhere.
  ///
  /// @param addresses at least one, resolved
  public static Way to(List<? extends SocketAddress> addresses) {
    return new Way(new Destination.Fixed(addresses), SourceAddresses.ANY, null, false);
  }

  /// Whether an answer with a status is the proxy's own; this one is never the target's.
  public boolean ofProxy(int status) {
    return status == PROXY_AUTHENTICATION_REQUIRED && readByProxy;
  }
}
