package dev.spate.worker.http;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Route;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.Tap;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.pool.ConnectionPool;
import dev.spate.worker.http.pool.RequestForm;
import dev.spate.worker.http.tls.TlsClient;
import dev.spate.worker.http.tls.TlsException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Makes requesters that talk HTTP to a plan's target.
public final class HttpRequesters {
  private HttpRequesters() {}

  /// A factory for all loops of a run.
  ///
  /// @param way to the target, as [TargetResolver] finds it
  /// @throws TlsException where this machine has not got what the plan's TLS needs
  public static Requester.Factory create(Plan plan, Way way, Transport transport) {
    return create(plan, way, transport, null);
  }

  /// The same for a target whose addresses are known.
  ///
  /// @param addresses at least one, resolved; each connection goes to the next one
  public static Requester.Factory create(
      Plan plan, List<InetSocketAddress> addresses, Transport transport) {
    return create(plan, Way.to(addresses), transport);
  }

  /// The same with somebody who sees every byte.
  public static Requester.Factory tapped(Plan plan, Way way, Transport transport, Tap tap) {
    return create(plan, way, transport, tap);
  }

  /// Makes the threads that loops run on. On any other thread a requester works as well, but
  /// Netty's object pools do not: each write then allocates 64 bytes.
  ///
  /// @param name the threads' names start with it
  public static ThreadFactory loopThreads(String name) {
    return new DefaultThreadFactory(name, true);
  }

  private static Requester.Factory create(
      Plan plan, Way way, Transport transport, @Nullable Tap tap) {
    return create(plan, SentForms.of(plan), way, transport, tap);
  }

  /// @param forms of the plan's requests, by number of [SentRequests]
  static Requester.Factory create(
      Plan plan, List<RequestForm> forms, Way way, Transport transport, @Nullable Tap tap) {
    TlsClient tls = tls(plan);
    Route route = new Route(plan.target(), way, transport, plan.http().deadlines(), tls, tap);
    return (clock, maxConnections, connections) ->
        new ConnectionPool(
            route,
            plan.http(),
            forms,
            new LoopProtocols(plan, forms, tls != null, way, connections),
            clock,
            maxConnections,
            connections);
  }

  private static @Nullable TlsClient tls(Plan plan) {
    return switch (plan.target().scheme()) {
      case HTTP -> null;
      case HTTPS ->
          TlsClient.create(
              plan.http().tls(), plan.target(), LoopProtocols.offered(plan.http().protocol()));
    };
  }
}
