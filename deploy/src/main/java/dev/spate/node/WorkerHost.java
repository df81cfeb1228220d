package dev.spate.node;

import dev.spate.control.WorkerProtocol;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;

/// A worker's node. The worker lives in an actor system of its own, which lasts as long as the
/// process does: what it runs goes on whatever becomes of the cluster and of its [Memberships] in
/// it.
public final class WorkerHost implements Node {
  private final ActorSystem<WorkerProtocol> home;
  private final Memberships memberships;

  private WorkerHost(ActorSystem<WorkerProtocol> home, Memberships memberships) {
    this.home = home;
    this.memberships = memberships;
  }

  /// Starts it. Returns when its port is open and it has begun to join; a cluster that is not there
  /// yet is waited for in the background.
  ///
  /// @throws NodeException where the port is taken or the address is not of this machine
  public static WorkerHost start(NodeSettings settings, WorkerRole role) {
    Logs.silenceCluster();
    ActorSystem<WorkerProtocol> home =
        ActorSystem.create(role.behavior(), "worker", NodeConfig.ofHome());
    try {
      return new WorkerHost(home, new Memberships(settings, home));
    } catch (NodeException failure) {
      home.terminate();
      throw failure;
    }
  }

  @Override
  public HostPort cluster() {
    return memberships.address();
  }

  @Override
  public void awaitTermination() throws InterruptedException {
    try {
      home.getWhenTerminated().toCompletableFuture().get();
    } catch (ExecutionException failure) {
      throw new NodeException("the worker broke: " + NodeException.rootMessage(failure), failure);
    }
  }

  @Override
  public void close() {
    memberships.leave();
    home.terminate();
  }
}
