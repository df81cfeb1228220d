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
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a worker's first requests to itself: a second and a half of load on an [EchoServer] of its
/// own, through the same engine and the same HTTP code as a run's, whose counts nobody sees. So the
/// code is compiled, and memory touched, before arrival 0 of the first run; a cold JVM would be
/// late by tens of milliseconds for seconds. Once a process.
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final long MILLISECOND = 1_000_000;
  private static final int CONNECTIONS = 8;
  private static final Deadlines DEADLINES =
      new Deadlines(
          1_000 * MILLISECOND, 1_000 * MILLISECOND, 1_000 * MILLISECOND, 1_000 * MILLISECOND);
  private static final long LIMIT_SECONDS = 20;

  private Rehearsal() {}

  /// Takes about a second and a half. A rehearsal that fails is no reason not to play: what kept it
  /// from its end is logged.
  static void hold(Transport transport) {
    try (EchoServer server = new EchoServer()) {
      send(plan(server.port()), server.port(), transport);
    } catch (IOException e) {
      LOG.warn("not rehearsed: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Plan plan, int port, Transport transport) throws InterruptedException {
    InetSocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    CountDownLatch ready = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    LoopListener listener =
        new LoopListener() {
          @Override
          public void onReady(int loop) {
            ready.countDown();
          }

          @Override
          public void onCut(int loop, Cut cut) {
            var _ = cut.requestDeltas();
            var _ = cut.arrivalDeltas();
            boolean last = cut.last();
            cut.recycle();
            if (last) {
              done.countDown();
            }
          }

          @Override
          public void onFailed(int loop, Throwable cause) {
            LOG.warn("the rehearsal failed", cause);
            ready.countDown();
            done.countDown();
          }
        };
    try (Engine engine =
        Engine.prepare(
            plan,
            Lanes.all(plan.lanes()),
            1,
            HttpRequesters.create(plan, List.of(self), transport),
            HttpRequesters.loopThreads("spate-rehearsal"),
            Clock.SYSTEM,
            listener)) {
      if (ready.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        engine.startAt(System.nanoTime());
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          LOG.warn("the rehearsal did not end within {} s", LIMIT_SECONDS);
        }
      }
    }
  }

  private static Plan plan(int port) {
    HttpRequest request =
        new HttpRequest("rehearsal", "GET", "/", List.of(), Body.EMPTY, Set.of(200));
    return new Plan(
        "rehearsal",
        new Target(Target.Scheme.HTTP, "localhost", port, ""),
        1,
        Lanes.DEFAULT_TOTAL,
        HttpOptions.DEFAULT
            .withDeadlines(DEADLINES)
            .withConnections(ConnectionOptions.DEFAULT.withPerWorker(CONNECTIONS)),
        List.of(
            phase("closed", 900, new ClosedLoad(CONNECTIONS, CONNECTIONS, 0)),
            phase("random", 300, open(OpenLoad.Arrivals.POISSON)),
            phase("even", 300, open(OpenLoad.Arrivals.UNIFORM))),
        List.of(new Scenario("rehearsal", 1, List.of(request))),
        List.of(),
        Workers.DEFAULT,
        500 * MILLISECOND);
  }

  private static Phase phase(String name, long milliseconds, Load load) {
    return new Phase(name, milliseconds * MILLISECOND, load, false, 1_000, Phase.OnLimit.WAIT);
  }

  private static OpenLoad open(OpenLoad.Arrivals arrivals) {
    return new OpenLoad(Rate.perSecond(4_000), Rate.perSecond(4_000), arrivals);
  }
}
