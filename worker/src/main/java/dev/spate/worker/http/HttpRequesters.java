package dev.spate.worker.http;

import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.dial.Route;
import dev.spate.worker.http.io.Tap;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.pool.ConnectionPool;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Makes requesters that talk HTTP/1.1 to a plan's target.
public final class HttpRequesters {
  private HttpRequesters() {}

  /// A factory for all loops of a run. An https target is verified by name against the JDK's
  /// trusted authorities.
  ///
  /// @param resolvedAddresses the target's, as [TargetResolver] gives them; each connection goes to
  ///   the next one
  /// @throws IllegalArgumentException without an address
  /// @throws IllegalStateException where this JDK has no TLS
  public static Requester.Factory create(
      Plan plan, List<InetSocketAddress> resolvedAddresses, Transport transport) {
    return create(plan, resolvedAddresses, transport, tls(plan.target()));
  }

  /// The same with somebody who sees every byte.
  public static Requester.Factory tapped(
      Plan plan, List<InetSocketAddress> resolvedAddresses, Transport transport, Tap tap) {
    return create(plan, resolvedAddresses, transport, tls(plan.target()), tap);
  }

  /// Makes the threads that loops run on. On any other thread a requester works as well, but
  /// Netty's object pools do not: each write then allocates 64 bytes.
  ///
  /// @param name the threads' names start with it
  public static ThreadFactory loopThreads(String name) {
    return new DefaultThreadFactory(name, true);
  }

  static Requester.Factory create(
      Plan plan,
      List<InetSocketAddress> resolvedAddresses,
      Transport transport,
      @Nullable SslContext tls) {
    return create(plan, resolvedAddresses, transport, tls, null);
  }

  private static Requester.Factory create(
      Plan plan,
      List<InetSocketAddress> resolvedAddresses,
      Transport transport,
      @Nullable SslContext tls,
      @Nullable Tap tap) {
    Route route =
        new Route(plan.target(), resolvedAddresses, transport, plan.http().deadlines(), tls, tap);
    return (clock, maxConnections, connections) ->
        new ConnectionPool(
            route, plan.http(), new LoopProtocols(plan), clock, maxConnections, connections);
  }

  private static @Nullable SslContext tls(Target target) {
    return switch (target.scheme()) {
      case HTTP -> null;
      case HTTPS -> {
        try {
          yield SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
          throw new IllegalStateException("this JDK has no TLS", e);
        }
      }
    };
  }
}
