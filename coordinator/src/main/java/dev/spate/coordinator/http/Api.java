package dev.spate.coordinator.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.spate.coordinator.Coordinator;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;

/// The coordinator's HTTP API: what the command line, scripts and the page talk to.
public final class Api {
  /// Where it listens unless it is told otherwise.
  public static final String DEFAULT_HOST = "127.0.0.1";

  public static final int DEFAULT_PORT = 7070;

  private static final Duration SHUTDOWN = Duration.ofSeconds(2);

  private Api() {}

  /// Listens until the actor system ends.
  ///
  /// @param coordinator is in command from the start
  public static CompletionStage<InetSocketAddress> bind(
      ActorSystem<?> system, ActorRef<Coordinator.Command> coordinator, String host, int port) {
    return bind(system, CommandPost.of(coordinator), host, port);
  }

  /// Listens until the actor system ends. While the coordinator in command is elsewhere, all but
  /// the endpoints of health and the description answer 503.
  ///
  /// @param host a name or address of this machine; other than loopback only where the network
  ///   around it may start load
  /// @param port 0 for any free one
  /// @return the address with the port
  public static CompletionStage<InetSocketAddress> bind(
      ActorSystem<?> system, CommandPost post, String host, int port) {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return CompletableFuture.failedFuture(new UnknownHostException(host));
    }
    boolean loopback = address.getAddress().isLoopbackAddress();
    Router router =
        new Router(system, new SameSite(loopback), endpoints(new Inquiries(system, post)));
    Config limits = limits().withFallback(system.settings().config());
    return Http.get(system)
        .newServerAt(host, port)
        .withSettings(ServerSettings.create(limits))
        .bind(router::answer)
        .thenApply(binding -> binding.addToCoordinatedShutdown(SHUTDOWN, system))
        .thenApply(ServerBinding::localAddress);
  }

  private static Config limits() {
    return ConfigFactory.parseString(
        """
        pekko.http.server {
          server-header = "spate"
          idle-timeout = 60s
          request-timeout = 20s
          transparent-head-requests = on
          parsing.max-content-length = 4m
          max-connections = %d
        }
        """
            .formatted(Descriptors.forConnections()));
  }

  static List<Endpoint> endpoints(Inquiries inquiries) {
    List<Endpoint> endpoints = new ArrayList<>(commanding(inquiries));
    endpoints.add(Description.endpoint());
    endpoints.addAll(SchemaEndpoint.all());
    endpoints.addAll(new HealthEndpoints(inquiries.system(), inquiries.post()).endpoints());
    return endpoints;
  }

  private static List<Endpoint> commanding(Inquiries inquiries) {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.addAll(new AssetsEndpoint().endpoints());
    endpoints.addAll(new RunsEndpoints(inquiries).endpoints());
    endpoints.addAll(new HistoryEndpoints(inquiries).endpoints());
    endpoints.add(new EventsEndpoint(inquiries).endpoint());
    endpoints.addAll(new FilesEndpoints(inquiries).endpoints());
    endpoints.add(new CompareEndpoint(inquiries).endpoint());
    endpoints.add(new WorkersEndpoint(inquiries).endpoint());
    endpoints.add(new MetricsEndpoint(inquiries).endpoint());
    return endpoints.stream().map(each -> each.inCommandOnly(inquiries.post())).toList();
  }
}
