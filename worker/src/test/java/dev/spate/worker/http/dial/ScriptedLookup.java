package dev.spate.worker.http.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A resolver that answers what a test says, and remembers what it was asked.
public final class ScriptedLookup implements NameLookup {
  private final Map<String, List<InetAddress>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// From now on a name has these addresses; none for a name that is not known.
  public ScriptedLookup answer(String host, String... literals) {
    answers.put(host, List.of(literals).stream().map(InetAddress::ofLiteral).toList());
    return this;
  }

  /// From now on there is no answer until [#release].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  /// The names that were asked for, in order.
  public List<String> asked() {
    return asked;
  }

  @Override
  public List<InetAddress> lookUp(String host) throws UnknownHostException {
    asked.add(host);
    try {
      if (!gate.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody released it");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    List<InetAddress> found = answers.getOrDefault(host, List.of());
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return found;
  }
}
