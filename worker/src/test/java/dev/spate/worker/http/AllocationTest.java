package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a request costs in garbage on a loop's thread, once connections are open and code is warm.
class AllocationTest {
  private static final int WARM_UP = 50_000;
  private static final int REQUESTS = 200_000;
  private static final int CONNECTIONS = 32;
  private static final HttpOptions OPTIONS = Plans.options(10_000 * MS, 10_000 * MS);
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

  /// Sends one request after the other.
  private static final class User implements Exchange {
    private final Requester requester;
    private long answered;
    private long failed;

    User(Requester requester) {
      this.requester = requester;
    }

    @Override
    public void onAnswer(
        int status, long sentNs, long firstByteNs, long endNs, long out, long in, boolean again) {
      answered++;
      requester.send(0, this);
    }

    @Override
    public void onFailure(
        Outcome outcome, long sentNs, long endNs, long out, long in, boolean again) {
      failed++;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestAllocatesNextToNothing(Transport transport)
      throws InterruptedException, ExecutionException {
    assumeTrue(transport.available(), "this machine has no " + transport.id());
    try (FixedServer server = FixedServer.start(OK);
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      double bytes = loop.submit(() -> bytesPerRequest(server.address(), OPTIONS, transport)).get();
      System.out.printf("%s: %.2f bytes allocated a request%n", transport.id(), bytes);
      assertThat(bytes).isLessThan(4);
    }
  }

  /// To be called on a loop's thread.
  static double bytesPerRequest(
      InetSocketAddress server, HttpOptions options, Transport transport) {
    Requester.Factory factory =
        HttpRequesters.create(
            Plans.plan(Plans.target(server.getPort()), options, Plans.get("/")),
            List.of(server),
            transport);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Requester requester = factory.create(Clock.SYSTEM, CONNECTIONS, _ -> {})) {
      User user = new User(requester);
      for (int i = 0; i < CONNECTIONS; i++) {
        requester.send(0, user);
      }
      run(requester, user, WARM_UP);
      long before = threads.getCurrentThreadAllocatedBytes();
      long from = user.answered;
      run(requester, user, from + REQUESTS);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      return (double) allocated / (user.answered - from);
    }
  }

  private static void run(Requester requester, User user, long until) {
    while (user.answered < until) {
      if (user.failed > 0) { // an assertion would allocate in every pass
        throw new AssertionError(user.failed + " requests failed");
      }
      requester.run(100 * MS);
    }
  }
}
