package dev.spate.worker;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Deadlines;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.template.AccessTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/// Load that a worker sends to an [EchoServer] of its own, by one loop, through the same engine and
/// the same HTTP code as a run's.
final class SelfLoad implements AutoCloseable {
  private static final long MILLISECOND = 1_000_000;
  private static final int CONNECTIONS = 32;
  private static final long RATE = 4_000;
  private static final Deadlines DEADLINES =
      new Deadlines(
          1_000 * MILLISECOND, 1_000 * MILLISECOND, 1_000 * MILLISECOND, 1_000 * MILLISECOND);

  private final EchoServer server;

  SelfLoad() throws IOException {
    server = new EchoServer();
  }

  /// What was sent.
  ///
  /// @param requests that were answered
  /// @param cpuNs processor time of the loop's thread
  record Sent(long requests, long cpuNs) {
    static final Sent NOTHING = new Sent(0, 0);

    /// Requests for each second of the loop's processor time.
    double perCpuSecond() {
      return cpuNs <= 0 ? 0 : requests * 1e9 / cpuNs;
    }
  }

  /// Users who send one request after the other.
  static Phase closed(long milliseconds) {
    return phase("closed", milliseconds, new ClosedLoad(CONNECTIONS, CONNECTIONS, 0));
  }

  /// Requests at 4,000 a second.
  static Phase open(OpenLoad.Arrivals arrivals, long milliseconds) {
    return phase(
        arrivals.name(),
        milliseconds,
        new OpenLoad(Rate.perSecond(RATE), Rate.perSecond(RATE), arrivals));
  }

  private static Phase phase(String name, long milliseconds, Load load) {
    return new Phase(name, milliseconds * MILLISECOND, load, false, 1_000, Phase.OnLimit.WAIT);
  }

  /// Sends the phases, one after the other. Where it breaks, that is logged, and nothing was sent.
  Sent send(Transport transport, Phase... phases) throws InterruptedException {
    Plan plan = plan(phases);
    InetSocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    SelfLoadListener listener = new SelfLoadListener();
    try (Engine engine =
        Engine.prepare(
            plan,
            Lanes.all(plan.lanes()),
            1,
            HttpRequesters.create(plan, List.of(self), transport),
            AccessTokens.NONE,
            HttpRequesters.loopThreads("spate-rehearsal"),
            Idle.SLEEP,
            Clock.SYSTEM,
            listener)) {
      listener.awaitReady();
      engine.startAt(System.nanoTime());
      return listener.awaitEnd();
    }
  }

  private Plan plan(Phase... phases) {
    HttpRequest request =
        new HttpRequest("rehearsal", "GET", "/", List.of(), Body.EMPTY, Set.of(200));
    return new Plan(
        "rehearsal",
        new Target(Target.Scheme.HTTP, "localhost", server.port(), ""),
        1,
        Lanes.DEFAULT_TOTAL,
        HttpOptions.DEFAULT
            .withDeadlines(DEADLINES)
            .withConnections(ConnectionOptions.DEFAULT.withPerWorker(CONNECTIONS)),
        List.of(phases),
        List.of(new Scenario("rehearsal", 1, List.of(request))),
        List.of(),
        Workers.DEFAULT,
        500 * MILLISECOND);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
