package dev.spate.worker;

import dev.spate.measure.Outcome;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Requester;
import java.util.List;
import java.util.function.Consumer;

/// A requester whose exchanges somebody else hears of as well, before the virtual user goes on.
final class ObservedRequester implements Requester {
  private final Requester requester;
  private final List<HttpRequest> requests;
  private final Consumer<Walked> observer;

  ObservedRequester(Requester requester, List<HttpRequest> requests, Consumer<Walked> observer) {
    this.requester = requester;
    this.requests = requests;
    this.observer = observer;
  }

  @Override
  public boolean ready() {
    return requester.ready();
  }

  @Override
  public void send(int request, Exchange exchange) {
    requester.send(request, new Observed(requests.get(request), exchange));
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
    private final HttpRequest request;
    private final Exchange exchange;

    Observed(HttpRequest request, Exchange exchange) {
      this.request = request;
      this.exchange = exchange;
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
      observer.accept(
          new Walked(
              request,
              Outcome.ofStatus(status, request.accepts(status)),
              status,
              firstByteNs - sentNs,
              endNs - sentNs,
              bytesSent,
              bytesReceived,
              retried));
      exchange.onAnswer(status, sentNs, firstByteNs, endNs, bytesSent, bytesReceived, retried);
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
      observer.accept(
          new Walked(request, outcome, 0, 0, serviceNs, bytesSent, bytesReceived, retried));
      exchange.onFailure(outcome, sentNs, endNs, bytesSent, bytesReceived, retried);
    }
  }
}
