package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.pool.RequestForm;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A requester that the thread of a test drives, and what it was told.
public final class Client implements AutoCloseable {
  private static final long PATIENCE_NS = 20_000_000_000L;

  public final Answers answers = new Answers();
  public final List<Long> connectTimes = new ArrayList<>();
  public final List<Long> tlsTimes = new ArrayList<>();
  public final List<FailedAnswer> failedAnswers = new ArrayList<>();
  public final Requester requester;

  /// How an answer that failed began.
  public record FailedAnswer(int request, Outcome outcome, int status, String text) {}

  public Client(
      Plan plan, List<InetSocketAddress> addresses, Transport transport, int maxConnections) {
    this(plan, Way.to(addresses), transport, maxConnections);
  }

  /// @param way as a resolver finds it
  public Client(Plan plan, Way way, Transport transport, int maxConnections) {
    this(HttpRequesters.create(plan, way, transport), maxConnections);
  }

  private Client(Requester.Factory factory, int maxConnections) {
    requester =
        factory.create(
            Clock.SYSTEM,
            maxConnections,
            new Requester.Connections() {
              @Override
              public void onConnected(long ns) {
                connectTimes.add(ns);
              }

              @Override
              public void onSecured(long ns) {
                tlsTimes.add(ns);
              }

              @Override
              public void onFailedAnswer(
                  int request, Outcome outcome, int status, long nowNs, byte[] bytes, int length) {
                String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
                failedAnswers.add(new FailedAnswer(request, outcome, status, text));
              }
            });
  }

  /// A client for requests in other forms than the plan's.
  static Client of(
      Plan plan, List<RequestForm> forms, InetSocketAddress address, int maxConnections) {
    Way way = Way.to(List.of(address));
    return new Client(
        HttpRequesters.create(plan, forms, way, Transport.usual(), null), maxConnections);
  }

  /// Sends a request with values for its holes, and waits for its end.
  public Answers.Told ask(int request, String... values) {
    int before = answers.count();
    requester.send(request, filling(values), answers.exchange("request " + request));
    runUntil(() -> answers.count() > before);
    return answers.last();
  }

  /// Values for holes.
  static Filling filling(String... values) {
    Filling filling = new Filling();
    for (String value : values) {
      filling.add(value);
    }
    return filling;
  }

  /// Sends a request without holes, waits for its end, and has its answer handed over.
  public Answers.Told ask(int request, Answer answer) {
    int before = answers.count();
    requester.send(request, answers.exchange("request " + request, answer));
    runUntil(() -> answers.count() > before);
    return answers.last();
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
  public Answers.Told ask(int request) {
    int before = answers.count();
    send(request);
    runUntil(() -> answers.count() > before);
    return answers.last();
  }

  /// Waits until so many were answered or have failed, of all since the beginning.
  public void awaitAnswers(int count) {
    runUntil(() -> answers.count() >= count);
    assertThat(answers.all()).as("answers").hasSize(count);
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
