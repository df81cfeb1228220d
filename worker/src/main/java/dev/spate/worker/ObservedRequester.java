package dev.spate.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.SecretHeaders;
import dev.spate.plan.Template;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A requester whose exchanges somebody else hears of as well, before the virtual user goes on.
final class ObservedRequester implements Requester {
  /// Who hears of them.
  interface Observer {
    /// One exchange is over.
    ///
    /// @return whether its user hears of it too; else it never goes on
    boolean onExchange(Walked exchange);

    /// A user has come to its end.
    void onLeave(Exchange user);
  }

  private final Requester requester;
  private final List<HttpRequest> requests;
  private final Observer observer;
  private final IdentityHashMap<Exchange, Observed> users = new IdentityHashMap<>();

  ObservedRequester(Requester requester, List<HttpRequest> requests, Observer observer) {
    this.requester = requester;
    this.requests = requests;
    this.observer = observer;
  }

  @Override
  public boolean ready() {
    return requester.ready();
  }

  @Override
  public boolean holds(Exchange user) {
    return requester.holds(observed(user));
  }

  @Override
  public void leave(Exchange user) {
    observer.onLeave(user);
    requester.leave(observed(user));
    users.remove(user);
  }

  @Override
  public void send(int request, Exchange exchange) {
    Observed observed = observed(exchange);
    observed.onSent(requests.get(request), new Filling());
    requester.send(request, observed);
  }

  @Override
  public void send(int request, Filling filling, Exchange exchange) {
    Observed observed = observed(exchange);
    observed.onSent(requests.get(request), filling);
    requester.send(request, filling, observed);
  }

  /// A user stays the same one to the requester, which may keep a connection for it.
  private Observed observed(Exchange user) {
    return users.computeIfAbsent(user, Observed::new);
  }

  @Override
  public void sendUntil(long untilNs) {
    requester.sendUntil(untilNs);
  }

  @Override
  public void run(long waitNs) {
    requester.run(waitNs);
  }

  @Override
  public void wakeup() {
    requester.wakeup();
  }

  @Override
  public int connections() {
    return requester.connections();
  }

  @Override
  public void close() {
    requester.close();
  }

  private final class Observed implements Exchange {
    private final Exchange exchange;
    private HttpRequest request = requests.getFirst();
    private String path = "";

    Observed(Exchange exchange) {
      this.exchange = exchange;
    }

    void onSent(HttpRequest sent, Filling filling) {
      request = sent;
      path = path(sent.path(), filling);
    }

    private static String path(Template template, Filling filling) {
      StringBuilder path = new StringBuilder();
      int hole = 0;
      for (Template.Part part : template.parts()) {
        switch (part) {
          case Template.Text(String text) -> path.append(text);
          case Template.Secret _ -> path.append(SecretHeaders.MASK);
          case Template.File _ -> {} // in bodies only
          case Template.Hole _ -> {
            int start = filling.start(hole);
            path.append(new String(filling.bytes(), start, filling.length(hole++), US_ASCII));
          }
        }
      }
      return path.toString();
    }

    @Override
    public @Nullable Answer answer() {
      return exchange.answer();
    }

    @Override
    public void onAnswer(
        int status,
        long sentNs,
        long firstByteNs,
        long endNs,
        long bytesSent,
        long bytesReceived,
        boolean retried) {
      Walked walked =
          new Walked(
              request,
              path,
              exchange.judge(status, endNs - sentNs),
              status,
              firstByteNs - sentNs,
              endNs - sentNs,
              bytesSent,
              bytesReceived,
              retried);
      if (observer.onExchange(walked)) {
        exchange.onAnswer(status, sentNs, firstByteNs, endNs, bytesSent, bytesReceived, retried);
      }
    }

    @Override
    public void onFailure(
        Outcome outcome,
        long sentNs,
        long endNs,
        long bytesSent,
        long bytesReceived,
        boolean retried) {
      long serviceNs = sentNs == NEVER ? 0 : endNs - sentNs;
      Walked walked =
          new Walked(request, path, outcome, 0, 0, serviceNs, bytesSent, bytesReceived, retried);
      if (observer.onExchange(walked)) {
        exchange.onFailure(outcome, sentNs, endNs, bytesSent, bytesReceived, retried);
      }
    }
  }
}
