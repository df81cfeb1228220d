package dev.spate.worker.http.dial;

import dev.spate.measure.Outcome;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// Which addresses one connection tries, from where, and what it means in the end that none would
/// do. Each address is tried once; where a source has no port left for it, from other sources too.
final class Tries {
  /// So many sources are tried for an address: the kernel looks through all ports of each, while
  /// the loop waits.
  static final int MOST_SOURCES = 8;

  private final AddressRotation rotation;
  private final int sources;
  private SocketAddress address;
  private int addressesLeft;
  private int sourcesLeft;
  private boolean refused;

  /// @param sources how many there are, 0 where the kernel chooses
  Tries(AddressRotation rotation, int sources, long nowNs) {
    this.rotation = rotation;
    this.sources = Math.clamp(sources, 1, MOST_SOURCES);
    addressesLeft = rotation.size();
    sourcesLeft = this.sources;
    address = rotation.next(nowNs);
  }

  /// The one to try now.
  SocketAddress address() {
    return address;
  }

  void onConnected() {
    rotation.onConnected(address);
  }

  /// The try has failed.
  ///
  /// @return what that comes to; null where there is something else to try
  @Nullable Outcome onFailed(Outcome outcome, long nowNs) {
    return switch (outcome) {
      case NO_FILE_DESCRIPTOR -> outcome; // no address would help
      case NO_LOCAL_PORT -> onNoLocalPort(nowNs);
      default -> onNotReached(outcome, nowNs);
    };
  }

  /// It is not the address that failed.
  private @Nullable Outcome onNoLocalPort(long nowNs) {
    sourcesLeft--;
    return sourcesLeft > 0 ? null : next(Outcome.NO_LOCAL_PORT, nowNs);
  }

  private @Nullable Outcome onNotReached(Outcome outcome, long nowNs) {
    rotation.onFailed(address, nowNs);
    refused |= outcome == Outcome.CONNECT_REFUSED;
    // One that refused is the target at least; the others may be unreachable from here.
    return next(refused ? Outcome.CONNECT_REFUSED : outcome, nowNs);
  }

  private @Nullable Outcome next(Outcome otherwise, long nowNs) {
    addressesLeft--;
    if (addressesLeft <= 0) {
      return otherwise;
    }
    address = rotation.next(nowNs);
    sourcesLeft = sources;
    return null;
  }
}
