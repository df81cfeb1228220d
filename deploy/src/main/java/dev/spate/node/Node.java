package dev.spate.node;

import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.jspecify.annotations.Nullable;

/// A running node: an actor system with one role or both. For any thread.
public final class Node implements AutoCloseable {
  /// The name that all nodes of a cluster share.
  static final String SYSTEM = "spate";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final ActorSystem<Void> system;
  private final HostPort cluster;
  private final @Nullable URI api;

  private Node(ActorSystem<Void> system, HostPort cluster, @Nullable URI api) {
    this.system = system;
    this.cluster = cluster;
    this.api = api;
  }

  /// Starts a node. Returns when its ports are open and it has founded a cluster or begun to join
  /// one; a cluster that is not there yet is waited for in the background.
  ///
  /// @throws NodeException where a port is taken or an address is not of this machine
  public static Node start(NodeSettings settings) {
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    ActorSystem<Void> system;
    try {
      system =
          ActorSystem.create(NodeRoot.create(settings, bound), SYSTEM, NodeConfig.of(settings));
    } catch (ConfigException failure) {
      throw new NodeException(
          "the node's configuration is wrong: " + failure.getMessage(), failure);
    } catch (RuntimeException failure) {
      throw new NodeException(
          "cannot listen on " + settings.listen() + ": " + rootMessage(failure), failure);
    }
    Address address = Cluster.get(system).selfMember().address();
    HostPort self = new HostPort(address.host().get(), (Integer) address.port().get());
    try {
      join(system, address, settings.join());
      URI api = settings.coordinatorRole().isEmpty() ? null : apiUri(settings, await(bound));
      return new Node(system, self, api);
    } catch (RuntimeException failure) {
      system.terminate();
      throw failure;
    }
  }

  private static void join(ActorSystem<Void> system, Address self, List<HostPort> join) {
    Cluster cluster = Cluster.get(system);
    if (join.isEmpty()) {
      cluster.manager().tell(Join.create(self));
    } else {
      List<Address> seeds =
          join.stream().map(at -> new Address("pekko", SYSTEM, at.host(), at.port())).toList();
      cluster.manager().tell(new JoinSeedNodes(seeds));
    }
  }

  private static InetSocketAddress await(CompletableFuture<InetSocketAddress> bound) {
    try {
      return bound.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new NodeException("the API cannot listen: " + rootMessage(failure), failure);
    } catch (TimeoutException failure) {
      throw new NodeException("the API was not there after " + START_TIMEOUT, failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted during the start", failure);
    }
  }

  private static URI apiUri(NodeSettings settings, InetSocketAddress bound) {
    boolean anywhere = bound.getAddress().isAnyLocalAddress();
    String host = anywhere ? settings.advertisedHost() : bound.getAddress().getHostAddress();
    return URI.create("http://" + new HostPort(host, bound.getPort()));
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /// Where other nodes reach it.
  public HostPort cluster() {
    return cluster;
  }

  /// The coordinator's API.
  ///
  /// @throws IllegalStateException without the coordinator's role
  public URI api() {
    if (api == null) {
      throw new IllegalStateException("not a coordinator");
    }
    return api;
  }

  /// Waits until the node has ended, for whatever reason.
  public void awaitTermination() throws InterruptedException {
    try {
      system.getWhenTerminated().toCompletableFuture().get();
    } catch (ExecutionException failure) {
      throw new NodeException("the node broke: " + rootMessage(failure), failure);
    }
  }

  /// Leaves the cluster and ends, within [#STOP_TIMEOUT].
  @Override
  public void close() {
    system.terminate();
    try {
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // It is about to end with the process; there is nothing left to do in order.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
