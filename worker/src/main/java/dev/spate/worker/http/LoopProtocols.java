package dev.spate.worker.http;

import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Target;
import dev.spate.worker.engine.Filling;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.engine.SentRequests;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.h1.EncodedRequest;
import dev.spate.worker.http.h1.HeldBodies;
import dev.spate.worker.http.h1.Http1Connection;
import dev.spate.worker.http.h2.Http2Connection;
import dev.spate.worker.http.h2.Http2Loop;
import dev.spate.worker.http.h2.UpgradeConnection;
import dev.spate.worker.http.pool.Connection;
import dev.spate.worker.http.pool.ConnectionPool;
import dev.spate.worker.http.pool.FailedAnswers;
import dev.spate.worker.http.pool.Protocols;
import dev.spate.worker.http.pool.RequestForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one loop speaks, with a plan's requests as each protocol writes them.
final class LoopProtocols implements Protocols {
  private static final String HTTP_2 = "h2";
  private static final String HTTP_1_1 = "http/1.1";

  private final HttpOptions options;
  private final Target target;
  private final boolean secure;
  private final List<RequestForm> forms;
  private final EncodedRequest[] http1;
  private final HeldBodies heldBodies = new HeldBodies();
  private final Http2Loop http2;

  /// Null where the plan wants no samples of failed answers.
  private final @Nullable FailedAnswers failedAnswers;

  /// Whether a connection to be opened will speak HTTP/2, as far as is known.
  private boolean expectsHttp2;

  /// @param forms of the plan's requests
  /// @param secure whether its connections are TLS's
  /// @param way to the target
  /// @param listener hears of answers that failed, where the plan wants samples of them
  LoopProtocols(
      Plan plan, List<RequestForm> forms, boolean secure, Way way, Requester.Connections listener) {
    this.secure = secure;
    options = plan.http();
    target = plan.target();
    List<HttpRequest> requests = SentRequests.of(plan).requests();
    failedAnswers = options.sampleErrors() == 0 ? null : new FailedAnswers(requests, way, listener);
    this.forms = forms;
    http1 =
        forms.stream().map(form -> EncodedRequest.of(plan, form)).toArray(EncodedRequest[]::new);
    http2 = new Http2Loop(target, forms, failedAnswers);
    expectsHttp2 =
        switch (options.protocol()) {
          case HTTP1 -> false;
          case HTTP2 -> true;
          case H2C -> !secure; // which is for targets in the clear only
          case AUTO -> secure;
        };
  }

  /// What is offered to the target for TLS to agree on (ALPN), the preferred one first.
  static List<String> offered(Protocol protocol) {
    return switch (protocol) {
      case AUTO -> List.of(HTTP_2, HTTP_1_1);
      case HTTP1, H2C -> List.of(HTTP_1_1);
      case HTTP2 -> List.of(HTTP_2);
    };
  }

  @Override
  public boolean accepts(String negotiated) {
    return switch (options.protocol()) {
      case HTTP2 -> !secure || negotiated.equals(HTTP_2);
      case AUTO, HTTP1, H2C -> true;
    };
  }

  @Override
  public Connection newConnection(ConnectionPool pool, String negotiated) {
    return switch (options.protocol()) {
      case HTTP1 -> http1(pool);
      case HTTP2 -> http2(pool);
      case AUTO -> {
        expectsHttp2 = negotiated.equals(HTTP_2);
        yield expectsHttp2 ? http2(pool) : http1(pool);
      }
      case H2C -> expectsHttp2 ? upgrade(pool) : http1(pool);
    };
  }

  @Override
  public long untilDueNs(long nowNs) {
    return heldBodies.untilDueNs(nowNs);
  }

  @Override
  public void expire(long nowNs) {
    heldBodies.expire(nowNs);
  }

  private Connection http1(ConnectionPool pool) {
    return new Http1Connection(pool, http1, heldBodies, failedAnswers);
  }

  private Connection http2(ConnectionPool pool) {
    return new Http2Connection(pool, http2, options.connections().streams());
  }

  /// A target that has declined once is not asked again.
  private Connection upgrade(ConnectionPool pool) {
    return new UpgradeConnection(
        pool, http2, target, options.connections().streams(), () -> expectsHttp2 = false);
  }

  @Override
  public boolean takes(int request, Filling filling) {
    return forms.get(request).takes(filling);
  }

  @Override
  public int expectedRoom() {
    boolean shared = options.connections().keepAlive() != KeepAlive.OFF;
    return expectsHttp2 && shared ? options.connections().streams() : 1;
  }

  @Override
  public void close() {
    for (EncodedRequest request : http1) {
      request.release();
    }
    http2.close();
  }
}
