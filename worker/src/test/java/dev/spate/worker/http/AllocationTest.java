package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spate.measure.Outcome;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a request costs in garbage on a loop's thread, once connections are open and code is warm.
@Isolated("measures, or takes much of the machine")
class AllocationTest {
  private static final int WARM_UP = 50_000;
  private static final int REQUESTS = 100_000;
  private static final int STRETCHES = 8;

  /// Bytes a request that are next to nothing.
  private static final double STEADY = 1;

  private static final double MOST_OF_TLS = 1_000;

  private static final int CONNECTIONS = 32;
  private static final HttpOptions OPTIONS = Plans.options(10_000 * MS, 10_000 * MS);
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

  /// Sends one request after the other.
  private static final class User implements Exchange {
    private final Requester requester;
    private long answered;
    private long failed;
    private Outcome cause = Outcome.SUCCEEDED;

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
      cause = outcome;
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
      assertThat(bytes).isLessThan(allowed(transport));
    }
  }

  /// What the transport itself makes, whoever uses it: the JDK's selector a little at each pass,
  /// Netty's io_uring an operation now and then that the JIT has not done away with.
  static double allowed(Transport transport) {
    return switch (transport) {
      case EPOLL -> STEADY;
      case IO_URING -> 16;
      case NIO -> 64;
    };
  }

  /// Netty's handler for TLS makes buffers, promises and results of each record. What it makes has
  /// a bound: more of it would be ours.
  @Test
  void aRequestOverTlsAllocatesWhatItsRecordsDo() throws InterruptedException, ExecutionException {
    try (FixedTlsServer server = FixedTlsServer.startOpenssl(OK, UnaryOperator.identity());
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      Plan plan =
          Plans.plan(
              new Target(Target.Scheme.HTTPS, "localhost", server.address().getPort(), ""),
              Plans.options(20_000 * MS, 20_000 * MS)
                  .withTls(new TlsClients(TlsOptions.Provider.OPENSSL).options()),
              Plans.get("/"));
      double bytes =
          loop.submit(() -> bytesPerRequest(plan, server.address(), Transport.usual(), MOST_OF_TLS))
              .get();
      System.out.printf("TLS by OpenSSL: %.2f bytes allocated a request%n", bytes);
      assertThat(bytes).isLessThan(MOST_OF_TLS);
    }
  }

  /// To be called on a loop's thread.
  static double bytesPerRequest(
      InetSocketAddress server, HttpOptions options, Transport transport) {
    Plan plan = Plans.plan(Plans.target(server.getPort()), options, Plans.get("/"));
    return bytesPerRequest(plan, server, transport, allowed(transport) / 2);
  }

  /// In the best of some stretches, or the first that is good enough: how long the JIT takes to see
  /// that nothing need be allocated is the machine's business.
  private static double bytesPerRequest(
      Plan plan, InetSocketAddress server, Transport transport, double enough) {
    Requester.Factory factory = HttpRequesters.create(plan, List.of(server), transport);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Requester requester = factory.create(Clock.SYSTEM, CONNECTIONS, _ -> {})) {
      User user = new User(requester);
      for (int i = 0; i < CONNECTIONS; i++) {
        requester.send(0, user);
      }
      run(requester, user, WARM_UP);
      double least = Double.MAX_VALUE;
      for (int stretch = 0; stretch < STRETCHES && least > enough; stretch++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long from = user.answered;
        run(requester, user, from + REQUESTS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        least = Math.min(least, (double) allocated / (user.answered - from));
      }
      return least;
    }
  }

  private static void run(Requester requester, User user, long until) {
    while (user.answered < until) {
      if (user.failed > 0) { // an assertion would allocate in every pass
        throw new AssertionError(user.failed + " requests failed: " + user.cause.id());
      }
      requester.run(100 * MS);
    }
    assertThat(user.failed).isZero();
  }
}
