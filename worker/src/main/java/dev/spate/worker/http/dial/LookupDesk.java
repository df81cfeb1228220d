package dev.spate.worker.http.dial;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Looks names up on threads of its own, so that no loop ever waits for a resolver, and tells each
/// asker on the asker's thread. For all loops of a run.
///
/// Everything is bounded: so many look-ups at a time, so many that wait, and none that waited
/// longer than a connection may. (These are threads of the system: the JDK asks the resolver in
/// native code, where a virtual thread would hold on to one of the few that carry all the others.)
final class LookupDesk {
  static final int THREADS = 16;
  static final int MOST_WAITING = 10_000;
  private static final long IDLE_SECONDS = 5;

  private final NameLookup lookup;
  private final long patienceNs;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          new DefaultThreadFactory("spate-lookup", true));

  /// @param patienceNs what has waited so long is not looked up any more
  LookupDesk(NameLookup lookup, long patienceNs) {
    this.lookup = lookup;
    this.patienceNs = patienceNs;
    threads.allowCoreThreadTimeOut(true); // so nobody needs to close it
  }

  /// Asks for the addresses of a name.
  ///
  /// @param teller runs what the answer leads to, on the asker's thread; may refuse
  /// @param asker hears the addresses; none where the name has none, or nobody had time to look. Is
  ///   told at once where too many wait already
  void ask(String host, Executor teller, Consumer<List<InetAddress>> asker) {
    long askedNs = System.nanoTime();
    try {
      threads.execute(() -> {
        List<InetAddress> found = answer(host, askedNs);
        tell(teller, () -> asker.accept(found));
      });
    } catch (RejectedExecutionException _) {
      asker.accept(List.of());
    }
  }

  private List<InetAddress> answer(String host, long askedNs) {
    if (System.nanoTime() - askedNs > patienceNs) {
      return List.of();
    }
    try {
      return lookup.lookUp(host);
    } catch (UnknownHostException | RuntimeException _) {
      return List.of();
    }
  }

  private static void tell(Executor teller, Runnable answer) {
    try {
      teller.execute(answer);
    } catch (RejectedExecutionException _) {
      // The loop is gone, and its connections with it.
    }
  }
}
