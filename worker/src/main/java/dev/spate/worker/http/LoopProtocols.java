package dev.spate.worker.http;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.engine.RequestSteps;
import dev.spate.worker.http.h1.EncodedRequest;
import dev.spate.worker.http.h1.Http1Connection;
import dev.spate.worker.http.h2.Http2Connection;
import dev.spate.worker.http.h2.Http2Loop;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import dev.spate.worker.http.pool.Protocols;

/// What one loop speaks, with a plan's requests as each protocol writes them.
final class LoopProtocols implements Protocols {
  private final HttpOptions options;
  private final boolean secure;
  private final EncodedRequest[] http1;
  private final Http2Loop http2;

  /// Whether a connection to be opened will speak HTTP/2, as far as is known.
  private boolean expectsHttp2;

  /// @param secure whether its connections are TLS's
  LoopProtocols(Plan plan, boolean secure) {
    this.secure = secure;
    options = plan.http();
    http1 =
        RequestSteps.of(plan).requests().stream()
            .map(request -> new EncodedRequest(plan, request))
            .toArray(EncodedRequest[]::new);
    http2 = new Http2Loop(plan);
    expectsHttp2 =
        switch (options.protocol()) {
          case HTTP1 -> false;
          case HTTP2, H2C -> true;
          case AUTO -> plan.target().scheme() == Target.Scheme.HTTPS;
        };
  }

  @Override
  public Connection newConnection(ConnectionPool pool, String negotiated) {
    expectsHttp2 =
        switch (options.protocol()) {
          case HTTP1 -> false;
          case HTTP2 -> true;
          case AUTO -> negotiated.equals("h2");
          case H2C -> negotiated.equals("h2c");
        };
    return expectsHttp2
        ? new Http2Connection(pool, http2, options.connections().streams())
        : new Http1Connection(pool, http1, secure);
  }

  @Override
  public int expectedRoom() {
    return expectsHttp2 ? options.connections().streams() : 1;
  }

  @Override
  public void close() {
    for (EncodedRequest request : http1) {
      request.release();
    }
    http2.close();
  }
}
