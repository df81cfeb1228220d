package dev.spate.node;

import dev.spate.control.WorkerProtocol;
import dev.spate.worker.Departure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker's node. The worker lives in an actor system of its own, which lasts as long as the
/// process does: what it runs goes on whatever becomes of the cluster and of its [Memberships] in
/// it.
public final class WorkerHost implements Node {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);

  /// How long it may take to hand a part of a run over, on top of the plan's graceful stop, in
  /// which what is under way ends.
  private static final Duration HAND_OVER = Duration.ofSeconds(10);

  private final Departure departure;
  private final ActorSystem<WorkerProtocol> home;
  private final Memberships memberships;
  private final AtomicBoolean closed = new AtomicBoolean();

  private WorkerHost(
      Departure departure, ActorSystem<WorkerProtocol> home, Memberships memberships) {
    this.departure = departure;
    this.home = home;
    this.memberships = memberships;
  }

  /// Starts it. Returns when its port is open and it has begun to join; a cluster that is not there
  /// yet is waited for in the background.
  ///
  /// @throws NodeException where the port is taken or the address is not of this machine
  public static WorkerHost start(NodeSettings settings, WorkerRole role) {
    Logs.silenceCluster();
    Departure departure = new Departure();
    ActorSystem<WorkerProtocol> home =
        ActorSystem.create(role.behavior(departure), "worker", NodeConfig.ofHome());
    try {
      return new WorkerHost(departure, home, new Memberships(settings, home));
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

  /// Hands its part of a run over to the others and finishes what is under way, within the plan's
  /// graceful stop and [#HAND_OVER]; then leaves the cluster and ends. Once, however often it is
  /// called.
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    awaitDeparture();
    memberships.leave();
    home.terminate();
  }

  /// Whether it has a part of a run, so that its end takes a while.
  public boolean busy() {
    return departure.busy();
  }

  /// How long its end may take while it has a part of a run.
  public Duration patience() {
    return departure.gracefulStop().plus(HAND_OVER);
  }

  private void awaitDeparture() {
    Duration limit = patience();
    CompletableFuture<Void> gone = departure.leave();
    if (gone.isDone()) {
      return;
    }
    try {
      gone.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      LOG.warn("nobody took its part over within {} s", limit.toSeconds());
    } catch (ExecutionException failure) {
      LOG.warn("cannot hand its part over", failure);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
