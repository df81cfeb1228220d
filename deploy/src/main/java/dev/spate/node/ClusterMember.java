package dev.spate.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/// An actor system as a member of a cluster, for as long as that lasts: it ends when the cluster
/// casts it out, and there is no way back in but another one. For any thread.
final class ClusterMember {
  /// The name that all members of a cluster share.
  static final String SYSTEM = "spate";

  private static final Duration END_LIMIT = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final ActorSystem<?> system;
  private final HostPort address;

  private ClusterMember(ActorSystem<?> system, HostPort address) {
    this.system = system;
    this.address = address;
  }

  /// Starts one that is in no cluster yet. Its port is open when this returns.
  ///
  /// @throws NodeException where the port is taken or the address is not of this machine
  static <T> ClusterMember start(NodeSettings settings, Behavior<T> root) {
    return start(settings, root, ConfigFactory.empty());
  }

  /// Likewise.
  ///
  /// @param overrides of the configuration that follows from the settings
  static <T> ClusterMember start(NodeSettings settings, Behavior<T> root, Config overrides) {
    ActorSystem<T> system;
    try {
      system = ActorSystem.create(root, SYSTEM, overrides.withFallback(NodeConfig.of(settings)));
    } catch (ConfigException failure) {
      throw new NodeException(
          "the node's configuration is wrong: " + failure.getMessage(), failure);
    } catch (RuntimeException failure) {
      throw new NodeException(
          "cannot listen on " + settings.listen() + ": " + NodeException.rootMessage(failure),
          failure);
    }
    RemotingBuffers.endWith(system);
    Address self = Cluster.get(system).selfMember().address();
    return new ClusterMember(system, new HostPort(self.host().get(), (Integer) self.port().get()));
  }

  /// Where other nodes reach it.
  HostPort address() {
    return address;
  }

  /// Joins the cluster that one of these nodes is in, as soon as one of them answers; without any,
  /// founds one.
  void join(List<HostPort> nodes) {
    Cluster cluster = Cluster.get(system);
    if (nodes.isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else {
      List<Address> seeds =
          nodes.stream().map(at -> new Address("pekko", SYSTEM, at.host(), at.port())).toList();
      cluster.manager().tell(new JoinSeedNodes(seeds));
    }
  }

  /// Waits for its end; where it has begun to end, and does not get there, for [#END_LIMIT] from
  /// then on: it may wait for an answer over a link that is broken.
  ///
  /// @throws NodeException where it broke
  void awaitEnd() throws InterruptedException {
    CompletableFuture<?> ended = system.getWhenTerminated().toCompletableFuture();
    for (Duration ending = Duration.ZERO; ending.compareTo(END_LIMIT) < 0; ) {
      try {
        ended.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException _) {
        ending = isEnding() ? ending.plus(LOOK) : Duration.ZERO;
      } catch (ExecutionException failure) {
        throw new NodeException("the node broke: " + NodeException.rootMessage(failure), failure);
      }
    }
  }

  private boolean isEnding() {
    return CoordinatedShutdown.get(system).getShutdownReason().isPresent();
  }

  /// Waits for its end, for so long at most.
  void awaitEnd(Duration limit) {
    try {
      system.getWhenTerminated().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // It is about to end with the process; there is nothing left to do in order.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whether it has ended because the cluster has cast it out: the others, or itself in their
  /// place.
  boolean wasCastOut() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason.equals(CoordinatedShutdown.clusterDowningReason()))
        .isPresent();
  }

  /// Its coordinators.
  Coordinators coordinators() {
    return new Coordinators(system);
  }

  /// Begins to end, and tells the cluster.
  void leave() {
    system.terminate();
  }

  /// Begins to end, without the farewell for which a cluster needs its coordinator.
  void desert() {
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    system.terminate();
  }
}
