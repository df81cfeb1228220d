package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Requester;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What a connection costs that has nothing to do: heap, and memory outside of it.
@Isolated("measures memory")
@ParameterizedClass
@MethodSource("transports")
class IdleConnectionsTest extends RequesterTest {
  /// Few enough for a process that may open 4,096 files; the cost of one is the same.
  private static final int CONNECTIONS = Integer.getInteger("spate.idleConnections", 1_500);

  private static final int AT_A_TIME = 32;
  private static final long MOST_BYTES = 8 * 1_024;

  @Test
  void anIdleConnectionIsSmall() throws InterruptedException, ExecutionException {
    try (FixedServer server = FixedServer.start(OK);
        ExecutorService loop =
            Executors.newSingleThreadExecutor(HttpRequesters.loopThreads("loop"))) {
      loop.submit(() -> measure(server)).get();
    }
  }

  private void measure(FixedServer server) {
    Requester.Factory factory =
        HttpRequesters.create(
            Plans.plan(
                Plans.target(server.address().getPort()),
                Plans.connections(KeepAlive.USER, true, 1, 0),
                GET),
            List.of(server.address()),
            transport);
    try (Requester requester = factory.create(Clock.SYSTEM, CONNECTIONS + 1, _ -> {})) {
      Answers answers = new Answers();
      open(requester, answers, 1);
      long before = used();
      open(requester, answers, CONNECTIONS);
      assertThat(requester.connections()).isBetween(CONNECTIONS, CONNECTIONS + 1);
      answers.all().clear();
      long each = (used() - before) / CONNECTIONS;
      System.out.printf("%s: %d bytes an idle connection%n", transport.id(), each);
      assertThat(each).isLessThan(MOST_BYTES);
    }
  }

  /// Has so many users send a request, each over a connection of its own, and waits for the
  /// answers; a few at a time, as the queue of the listener is short.
  private static void open(Requester requester, Answers answers, int count) {
    int before = answers.count();
    for (int sent = 1; sent <= count; sent++) {
      requester.send(0, answers.exchange(""));
      int awaited = before + (sent == count ? sent : sent - AT_A_TIME);
      while (answers.count() < awaited) {
        requester.run(100 * MS);
      }
    }
    assertThat(answers.statuses()).containsOnly(200);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long netty =
        ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
            ? provider.metric().usedDirectMemory()
            : 0;
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct + netty;
  }
}
