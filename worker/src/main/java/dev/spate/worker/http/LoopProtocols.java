package dev.spate.worker.http;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.RequestSteps;
import dev.spate.worker.http.h1.EncodedRequest;
import dev.spate.worker.http.h1.Http1Connection;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import dev.spate.worker.http.pool.Protocols;

/// What one loop speaks, with a plan's requests as each protocol writes them.
final class LoopProtocols implements Protocols {
  private final EncodedRequest[] http1;

  LoopProtocols(Plan plan) {
    http1 =
        RequestSteps.of(plan).requests().stream()
            .map(request -> new EncodedRequest(plan, request))
            .toArray(EncodedRequest[]::new);
  }

  @Override
  public Connection newConnection(ConnectionPool pool, String negotiated) {
    return new Http1Connection(pool, http1);
  }

  @Override
  public void close() {
    for (EncodedRequest request : http1) {
      request.release();
    }
  }
}
