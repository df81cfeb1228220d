package dev.spate.worker.http.dial;

import dev.spate.worker.engine.Requester;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of the addresses of a destination the next connection goes to: each in turn. One that
/// failed goes behind all others for [#BEHIND_NS], and among those that failed the one that did so
/// longest ago is first.
final class AddressRotation {
  /// How long an address that failed stands behind the others.
  static final long BEHIND_NS = 5_000_000_000L;

  private static final class Entry {
    final SocketAddress address;

    /// Or [Requester#NEVER].
    long failedNs = Requester.NEVER;

    Entry(SocketAddress address) {
      this.address = address;
    }
  }

  private List<Entry> entries = List.of();
  private int next;

  /// @param addresses at least one, resolved, no two alike
  AddressRotation(List<? extends SocketAddress> addresses) {
    entries = entries(addresses);
  }

  /// Goes on with other addresses. Those that remain keep their place in the turn and what is known
  /// of them, whatever order they come in.
  void replace(List<? extends SocketAddress> addresses) {
    if (addresses.size() == entries.size() && addresses.stream().allMatch(a -> entry(a) != null)) {
      return;
    }
    entries = entries(addresses);
    next %= entries.size();
  }

  private List<Entry> entries(List<? extends SocketAddress> addresses) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a target has at least one address");
    }
    List<Entry> kept = new ArrayList<>();
    for (SocketAddress address : addresses) {
      Entry known = entry(address);
      kept.add(known == null ? new Entry(address) : known);
    }
    return kept;
  }

  int size() {
    return entries.size();
  }

  /// Where the next connection goes.
  SocketAddress next(long nowNs) {
    Entry best = take();
    for (int passed = 1; passed < entries.size() && isBehind(best, nowNs); passed++) {
      Entry candidate = take();
      if (!isBehind(candidate, nowNs) || candidate.failedNs - best.failedNs < 0) {
        best = candidate;
      }
    }
    return best.address;
  }

  /// An address refused, or cannot be reached.
  void onFailed(SocketAddress address, long nowNs) {
    Entry entry = entry(address);
    if (entry != null) {
      entry.failedNs = nowNs;
    }
  }

  /// A connection to an address stands.
  void onConnected(SocketAddress address) {
    Entry entry = entry(address);
    if (entry != null) {
      entry.failedNs = Requester.NEVER;
    }
  }

  private static boolean isBehind(Entry entry, long nowNs) {
    return entry.failedNs != Requester.NEVER && nowNs - entry.failedNs < BEHIND_NS;
  }

  private Entry take() {
    Entry taken = entries.get(next);
    next = (next + 1) % entries.size();
    return taken;
  }

  private @Nullable Entry entry(SocketAddress address) {
    for (Entry entry : entries) {
      if (entry.address.equals(address)) {
        return entry;
      }
    }
    return null;
  }
}
