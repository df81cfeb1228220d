package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.io.Transport;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A requester that the thread of a test drives, and what it was told.
public final class Client implements AutoCloseable {
  private static final long PATIENCE_NS = 20_000_000_000L;

  public final Answers answers = new Answers();
  public final List<Long> connectTimes = new ArrayList<>();
  public final Requester requester;

  public Client(
      Plan plan, List<InetSocketAddress> addresses, Transport transport, int maxConnections) {
    this(plan, addresses, transport, maxConnections, null);
  }

  public Client(
      Plan plan,
      List<InetSocketAddress> addresses,
      Transport transport,
      int maxConnections,
      @Nullable SslContext tls) {
    requester =
        HttpRequesters.create(plan, addresses, transport, tls)
            .create(Clock.SYSTEM, maxConnections, connectTimes::add);
  }

  public void send(int request) {
    send(request, "request " + request);
  }

  public void send(int request, String name) {
    requester.send(request, answers.exchange(name));
  }

  public void send(int request, String name, Runnable then) {
    requester.send(request, answers.exchange(name, then));
  }

  /// Sends a request and waits for its end.
  Answers.Told ask(int request) {
    int before = answers.count();
    send(request);
    runUntil(() -> answers.count() > before);
    return answers.last();
  }

  public void runUntil(BooleanSupplier reached) {
    long startNs = System.nanoTime();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime() - startNs).as("waited too long").isLessThan(PATIENCE_NS);
      requester.run(5_000_000);
    }
  }

  /// Gives the network time for what should not happen.
  public void linger() {
    long startNs = System.nanoTime();
    while (System.nanoTime() - startNs < 50_000_000) {
      requester.run(5_000_000);
    }
  }

  @Override
  public void close() {
    requester.close();
  }
}
