package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.plan.TlsOptions;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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

  /// As in a flow that fills a header and the body anew for each request, and looks at the answer.
  @Test
  void aRequestWithHolesAndAnAnswerThatIsSeenAllocateNextToNothing()
      throws InterruptedException, ExecutionException {
    Transport transport = Transport.EPOLL;
    assumeTrue(transport.available(), "this machine has no " + transport.id());
    try (FixedServer server = FixedServer.start(OK);
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      double bytes = loop.submit(() -> bytesPerFilledRequest(server.address(), transport)).get();
      System.out.printf("with holes: %.2f bytes allocated a request%n", bytes);
      assertThat(bytes).isLessThan(STEADY);
    }
  }

  private static double bytesPerFilledRequest(InetSocketAddress server, Transport transport) {
    Template hole =
        new Template(
            List.of(new Template.Hole(new Expression.Variable("x"), Template.Encoding.PLAIN)));
    HttpRequest request =
        new HttpRequest(
            "holes",
            "GET",
            Template.of("/"),
            List.of(new RequestHeader("X-Id", hole)),
            Body.of(hole),
            Set.of(),
            List.of(),
            List.of());
    Plan plan = Plans.plan(Plans.target(server.getPort()), OPTIONS, request);
    Requester.Factory factory = HttpRequesters.create(plan, List.of(server), transport);
    try (Requester requester = factory.create(Clock.SYSTEM, CONNECTIONS, _ -> {})) {
      FillingUser[] users = new FillingUser[CONNECTIONS];
      for (int i = 0; i < CONNECTIONS; i++) {
        users[i] = new FillingUser(requester);
        users[i].send();
      }
      return bytesPerRequest(requester, users);
    }
  }

  private static double bytesPerRequest(Requester requester, FillingUser[] users) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    run(requester, users, WARM_UP);
    double least = Double.MAX_VALUE;
    for (int stretch = 0; stretch < STRETCHES && least > STEADY / 2; stretch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long from = answered(users);
      run(requester, users, from + REQUESTS);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, (double) allocated / (answered(users) - from));
    }
    return least;
  }

  private static void run(Requester requester, FillingUser[] users, long until) {
    while (answered(users) < until) {
      requester.run(100 * MS);
    }
  }

  private static long answered(FillingUser[] users) {
    long answered = 0;
    for (FillingUser user : users) {
      answered += user.answered;
    }
    return answered;
  }

  /// Sends one request with values of its own after the other.
  private static final class FillingUser implements Exchange {
    private static final byte[] VALUE = "0123456789".getBytes(StandardCharsets.US_ASCII);

    private final Requester requester;
    private final Filling filling = new Filling();
    private final Answer answer = new Answer(Answer.MAX_BODY);
    private long answered;

    FillingUser(Requester requester) {
      this.requester = requester;
    }

    void send() {
      answer.want(Answer.Wanted.BODY);
      filling.clear();
      filling.add(VALUE, 0, (int) (answered % VALUE.length));
      filling.add(VALUE, 0, VALUE.length);
      requester.send(0, filling, this);
    }

    @Override
    public Answer answer() {
      return answer;
    }

    @Override
    public void onAnswer(
        int status, long sentNs, long firstByteNs, long endNs, long out, long in, boolean again) {
      if (answer.bodyLength() != 5 || answer.fields() != 2) {
        throw new AssertionError("not the whole answer");
      }
      answered++;
      send();
    }

    @Override
    public void onFailure(
        Outcome outcome, long sentNs, long endNs, long out, long in, boolean again) {
      throw new AssertionError("failed: " + outcome.id());
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
