package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A requester and its clock in simulated time: waiting is free, and a server is a function from
/// the instant of a request to the instant of its answer. Records every send.
final class SimulatedNetwork implements Requester {
  /// What a server makes of a request.
  interface Server {
    /// When a request sent at `sentNs` is answered; [Long#MAX_VALUE] for never.
    long answeredAtNs(long sentNs);
  }

  /// One request that was sent.
  record Sent(long atNs, int request) {}

  /// Something that happens elsewhere at an instant.
  private record Event(long atNs, Runnable what) {}

  /// An arrival or iteration whose first request was sent.
  record Begun(long atNs, long dueNs, int number, int inFlight) {}

  private record Answer(long atNs, long sentNs, long order, Exchange exchange) {}

  private final Server server;
  private final int maxConnections;
  private final long timeoutNs;
  private final List<Sent> sent = new ArrayList<>();
  private final List<List<String>> filled = new ArrayList<>();
  private final List<Begun> begun = new ArrayList<>();
  private final Queue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::atNs));
  private final List<Waited> waits = new ArrayList<>();
  private final Queue<Answer> answers =
      new PriorityQueue<>(Comparator.comparingLong(Answer::atNs).thenComparingLong(Answer::order));
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private String setCookie = "";
  private boolean ownConnections;
  private final Set<Exchange> holders = new HashSet<>();
  private final List<Exchange> left = new ArrayList<>();
  private long nowNs;
  private long wakeUpNs;
  private long pollNs;
  private long sendUntilNs = Long.MAX_VALUE;
  private int inFlight;
  private int mostInFlight;

  SimulatedNetwork(long startNs, int maxConnections, long timeoutNs, Server server) {
    this.nowNs = startNs;
    this.maxConnections = maxConnections;
    this.timeoutNs = timeoutNs;
    this.server = server;
  }

  Clock clock() {
    return () -> nowNs;
  }

  List<Sent> sent() {
    return sent;
  }

  /// The values of the holes of each request that has some.
  List<List<String>> filled() {
    return filled;
  }

  /// From now on each answer sets a cookie.
  ///
  /// @param field the value of `Set-Cookie`
  SimulatedNetwork withCookie(String field) {
    setCookie = field;
    return this;
  }

  /// From now on each user has a connection of its own until it leaves.
  SimulatedNetwork withOwnConnections() {
    ownConnections = true;
    return this;
  }

  /// Users that said they will send no more, as often as they did.
  List<Exchange> left() {
    return left;
  }

  int mostInFlight() {
    return mostInFlight;
  }

  /// Something that happens elsewhere: whoever waits is woken for it.
  SimulatedNetwork at(long ns, Runnable what) {
    events.add(new Event(ns, what));
    return this;
  }

  /// What was sent, by whom.
  List<Begun> begun() {
    return begun;
  }

  /// Lets time pass without anybody noticing: a pause of the generator.
  void pause(long ns) {
    nowNs += ns;
  }

  /// How long it takes to be woken after a wait, and to ask without one; nothing at first.
  SimulatedNetwork withCosts(long wakeUpNs, long pollNs) {
    this.wakeUpNs = wakeUpNs;
    this.pollNs = pollNs;
    return this;
  }

  /// A call of [#run] that might block.
  record Waited(long fromNs, long forNs) {}

  List<Waited> waits() {
    return waits;
  }

  @Override
  public boolean ready() {
    return ownConnections
        ? holders.size() < maxConnections
        : inFlight < maxConnections && waiting.isEmpty();
  }

  @Override
  public boolean holds(Exchange user) {
    return holders.contains(user);
  }

  @Override
  public void leave(Exchange user) {
    left.add(user);
    holders.remove(user);
  }

  @Override
  public void send(int request, Filling filling, Exchange exchange) {
    List<String> values = new ArrayList<>();
    for (int value = 0; value < filling.count(); value++) {
      int start = filling.start(value);
      values.add(new String(filling.bytes(), start, filling.length(value), StandardCharsets.UTF_8));
    }
    filled.add(values);
    send(request, exchange);
  }

  @Override
  public void send(int request, Exchange exchange) {
    if (ownConnections) {
      holders.add(exchange);
    }
    if (inFlight < maxConnections && nowNs < sendUntilNs) {
      transmit(request, exchange);
    } else {
      waiting.add(() -> transmit(request, exchange));
    }
  }

  private void transmit(int request, Exchange exchange) {
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    sent.add(new Sent(nowNs, request));
    if (exchange instanceof VirtualUser user) {
      begun.add(new Begun(nowNs, user.dueNs(), user.stay().number(), inFlight));
    }
    long sentNs = nowNs;
    long answered = Math.min(server.answeredAtNs(sentNs), sentNs + timeoutNs);
    answers.add(new Answer(answered, sentNs, sent.size(), exchange));
  }

  @Override
  public void run(long waitNs) {
    Answer next = answers.peek();
    if (waitNs > 0) {
      waits.add(new Waited(nowNs, waitNs));
      Event event = events.peek();
      long until = event == null ? nowNs + waitNs : Math.min(event.atNs(), nowNs + waitNs);
      long wokenNs = next == null ? until : Math.min(until, next.atNs());
      nowNs = Math.max(nowNs, wokenNs) + wakeUpNs;
    } else {
      nowNs += pollNs;
    }
    while (!events.isEmpty() && events.element().atNs() <= nowNs) {
      events.remove().what().run();
    }
    for (Answer due = answers.peek(); due != null && due.atNs() <= nowNs; due = answers.peek()) {
      answers.remove();
      inFlight--;
      tell(due);
      sendWaiting();
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && inFlight < maxConnections && nowNs < sendUntilNs) {
      waiting.remove().run();
    }
  }

  @Override
  public void sendUntil(long untilNs) {
    sendUntilNs = untilNs;
    sendWaiting();
  }

  private void tell(Answer answer) {
    if (answer.atNs() - answer.sentNs() >= timeoutNs) {
      answer.exchange().onFailure(Outcome.TIMEOUT, answer.sentNs(), nowNs, 100, 0, false);
    } else {
      setCookie(answer.exchange().answer());
      answer.exchange().onAnswer(200, answer.sentNs(), nowNs, nowNs, 100, 200, false);
    }
  }

  private void setCookie(dev.spate.answer.@Nullable Answer wanted) {
    if (wanted != null && !setCookie.isEmpty()) {
      byte[] field = ("set-cookie" + setCookie).getBytes(StandardCharsets.US_ASCII);
      wanted.onField(field, 0, 10, 10, field.length);
    }
  }

  @Override
  public void wakeup() {}

  @Override
  public int connections() {
    return inFlight;
  }

  @Override
  public void close() {}
}
