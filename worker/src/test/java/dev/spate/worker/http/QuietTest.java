package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.Transport;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// A requester that is to send nothing for now.
final class QuietTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final int CONNECTIONS = 2;

  private static final class Counting implements Exchange {
    private int answers;
    private int failures;

    @Override
    public void onAnswer(
        int status, long sentNs, long firstByteNs, long endNs, long out, long in, boolean again) {
      answers++;
    }

    @Override
    public void onFailure(
        Outcome outcome, long sentNs, long endNs, long out, long in, boolean again) {
      failures++;
    }
  }

  @Test
  void writesNothingUntilItMayAndThenEverything() throws Exception {
    try (FixedServer server = FixedServer.start(OK);
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      loop.submit(() -> check(server)).get();
    }
  }

  private static void check(FixedServer server) {
    Plan plan =
        Plans.plan(
            Plans.target(server.address().getPort()),
            Plans.options(20_000 * MS, 20_000 * MS),
            Plans.get("/"));
    Requester.Factory factory =
        HttpRequesters.create(plan, List.of(server.address()), Transport.usual());
    try (Requester requester = factory.create(Clock.SYSTEM, CONNECTIONS, _ -> {})) {
      Counting first = new Counting();
      requester.send(0, first);
      runUntil(requester, first, 1);

      Counting held = new Counting();
      requester.sendUntil(Clock.SYSTEM.nanoTime());
      for (int i = 0; i < 5; i++) {
        requester.send(0, held); // one with a connection, one that opens one, three that wait
      }
      long until = Clock.SYSTEM.nanoTime() + 200 * MS;
      int passes = 0;
      while (Clock.SYSTEM.nanoTime() < until) {
        requester.run(50 * MS);
        passes++;
      }
      assertThat(held.answers + held.failures).isZero();
      assertThat(passes).as("waits, and does not spin").isLessThan(50);

      requester.sendUntil(Long.MAX_VALUE);
      runUntil(requester, held, 5);
    }
  }

  private static void runUntil(Requester requester, Counting exchange, int answers) {
    long deadline = Clock.SYSTEM.nanoTime() + 20_000 * MS;
    while (exchange.answers < answers && Clock.SYSTEM.nanoTime() < deadline) {
      requester.run(10 * MS);
    }
    assertThat(exchange.answers).isEqualTo(answers);
    assertThat(exchange.failures).isZero();
  }
}
