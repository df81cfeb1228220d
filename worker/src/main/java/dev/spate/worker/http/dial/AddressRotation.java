package dev.spate.worker.http.dial;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/// Which of the target's addresses the next connection goes to: each in turn. One that failed is
/// passed over until all have failed; then they are all as good as new.
final class AddressRotation {
  private final List<InetSocketAddress> addresses;
  private final boolean[] failed;
  private int next;

  /// @param addresses at least one, resolved
  AddressRotation(List<InetSocketAddress> addresses) {
    this.addresses = List.copyOf(addresses);
    failed = new boolean[addresses.size()];
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a target has at least one address");
    }
  }

  int size() {
    return failed.length;
  }

  /// The next connection's address, as a number for [#address] and [#onFailed].
  int next() {
    for (int passed = 0; passed < failed.length; passed++) {
      int candidate = take();
      if (!failed[candidate]) {
        return candidate;
      }
    }
    Arrays.fill(failed, false);
    return take();
  }

  InetSocketAddress address(int number) {
    return addresses.get(number);
  }

  void onFailed(int number) {
    failed[number] = true;
  }

  private int take() {
    int taken = next;
    next = (next + 1) % failed.length;
    return taken;
  }
}
