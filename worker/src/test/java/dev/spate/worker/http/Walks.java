package dev.spate.worker.http;

import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.worker.Walked;
import dev.spate.worker.Walkthrough;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.template.AccessTokens;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Walks through plans, for tests of what is sent.
final class Walks {
  private Walks() {}

  /// The exchanges, in their order.
  static List<Walked> walk(Plan plan, InetSocketAddress server) throws InterruptedException {
    List<Walked> walked = new CopyOnWriteArrayList<>();
    Walkthrough.walk(
        plan,
        only -> HttpRequesters.create(only, List.of(server), Transport.usual()),
        AccessTokens.NONE,
        new Walkthrough.Listener() {
          @Override
          public void onScenario(Scenario scenario) {}

          @Override
          public void onLog(String line) {}

          @Override
          public void onExchange(Walked exchange) {
            walked.add(exchange);
          }
        });
    return walked;
  }
}
