package dev.spate.worker.http;

import dev.spate.worker.engine.Exchange;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Exchanges that wait for a connection, first come, first served. A ring that grows to the longest
/// queue there ever was, and allocates nothing else.
final class WaitingExchanges {
  private int[] requests = new int[64];
  private @Nullable Exchange[] exchanges = new Exchange[64];
  private int first;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void add(int request, Exchange exchange) {
    if (size == requests.length) {
      grow();
    }
    int at = (first + size) & (requests.length - 1);
    requests[at] = request;
    exchanges[at] = exchange;
    size++;
  }

  /// The request that the first exchange waits with.
  int firstRequest() {
    return requests[first];
  }

  /// Takes the first exchange out.
  ///
  /// @throws NullPointerException where none waits
  Exchange remove() {
    Exchange exchange = Objects.requireNonNull(exchanges[first]);
    exchanges[first] = null;
    first = (first + 1) & (requests.length - 1);
    size--;
    return exchange;
  }

  void clear() {
    Arrays.fill(exchanges, null);
    size = 0;
  }

  private void grow() {
    int[] moreRequests = new int[2 * size];
    @Nullable Exchange[] moreExchanges = new Exchange[2 * size];
    for (int i = 0; i < size; i++) {
      moreRequests[i] = requests[(first + i) & (size - 1)];
      moreExchanges[i] = exchanges[(first + i) & (size - 1)];
    }
    requests = moreRequests;
    exchanges = moreExchanges;
    first = 0;
  }
}
