package dev.spate.node;

import dev.spate.coordinator.Coordinator;
import dev.spate.worker.Departure;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
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
          .ifPresent(
              worker -> context.watch(context.spawn(worker.behavior(new Departure()), "worker")));
      ActorRef<Coordinator.Command> coordinator = role.start(context, bound);
      context.watch(coordinator);
      CoordinatedShutdown shutdown = CoordinatedShutdown.get(context.getSystem());
      endFirst(shutdown, coordinator);
      return Behaviors.receive(Void.class)
          .onSignal(
              Terminated.class,
              _ ->
                  shutdown.getShutdownReason().isPresent() ? Behaviors.same() : Behaviors.stopped())
          .build();
    });
  }

  /// The coordinator ends before its node leaves the cluster. It would take that for the loss of
  /// all workers, while they go on with its run.
  private static void endFirst(
      CoordinatedShutdown shutdown, ActorRef<Coordinator.Command> coordinator) {
    shutdown.addActorTerminationTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "coordinator",
        Adapter.toClassic(coordinator),
        Optional.of(PoisonPill.getInstance()));
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
