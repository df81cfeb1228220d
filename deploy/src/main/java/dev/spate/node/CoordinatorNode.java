package dev.spate.node;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The coordinator's node, perhaps with a worker in it: one actor system.
public final class CoordinatorNode implements Node {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final ClusterMember member;
  private final URI api;

  private CoordinatorNode(ClusterMember member, URI api) {
    this.member = member;
    this.api = api;
  }

  /// Starts it. Returns when its ports are open and it has founded a cluster, or begun to join one.
  ///
  /// @throws NodeException where a port is taken or an address is not of this machine
  public static CoordinatorNode start(NodeSettings settings, CoordinatorRole role) {
    CompletableFuture<InetSocketAddress> bound = new CompletableFuture<>();
    ClusterMember member = ClusterMember.start(settings, root(settings, role, bound));
    try {
      member.join(settings.join());
      return new CoordinatorNode(member, apiUri(settings, await(bound)));
    } catch (RuntimeException failure) {
      member.leave();
      throw failure;
    }
  }

  /// The first actor. Where one of the roles breaks the node ends, because half a node is worse
  /// than none: another one can take the place of that.
  ///
  /// @param bound hears where the API listens, or why it does not
  private static Behavior<Void> root(
      NodeSettings settings, CoordinatorRole role, CompletableFuture<InetSocketAddress> bound) {
    return Behaviors.setup((ActorContext<Void> context) -> {
      settings
          .workerRole()
          .ifPresent(worker -> context.watch(context.spawn(worker.behavior(), "worker")));
      context.watch(role.start(context, bound));
      return Behaviors.empty();
    });
  }

  private static InetSocketAddress await(CompletableFuture<InetSocketAddress> bound) {
    try {
      return bound.get(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw new NodeException(
          "the API cannot listen: " + NodeException.rootMessage(failure), failure);
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

  @Override
  public HostPort cluster() {
    return member.address();
  }

  /// The coordinator's API.
  public URI api() {
    return api;
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    member.awaitEnd();
  }

  /// Leaves the cluster and ends, within [#STOP_TIMEOUT].
  @Override
  public void close() {
    member.leave();
    member.awaitEnd(STOP_TIMEOUT);
  }
}
