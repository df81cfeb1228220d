package dev.spate.node;

import dev.spate.control.WorkerProtocol;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a worker in a cluster, by one membership after the other: where the cluster has cast one
/// out, or the coordinator has gone, the next one joins, on the same port, for ever. For any
/// thread.
final class Memberships {
  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final NodeSettings settings;
  private final ActorRef<WorkerProtocol> worker;
  private final CountDownLatch leaving = new CountDownLatch(1);
  private ClusterMember current;

  /// Whether there was a coordinator, and there is none now.
  private boolean alone;

  private String lastFailure = "";

  /// Opens the first one.
  ///
  /// @param worker in an actor system that no cluster ends
  /// @throws NodeException where the port is taken or the address is not of this machine
  Memberships(NodeSettings settings, ActorRef<WorkerProtocol> worker) {
    this.worker = worker;
    this.current = ClusterMember.start(settings, Lookout.create(worker, this::onSight));
    this.settings = settings.listeningAt(current.address().port());
    current.join(settings.join());
    Thread.ofPlatform().daemon().name("spate-membership").start(this::keep);
  }

  /// Where other nodes reach it: the same for all of them.
  HostPort address() {
    return current().address();
  }

  private synchronized ClusterMember current() {
    return current;
  }

  private void keep() {
    try {
      do {
        current().awaitEnd();
        onSight(CoordinatorSight.Change.LOST);
      } while (reopen());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return false where the worker is to leave
  private boolean reopen() throws InterruptedException {
    while (!leaving.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (open()) {
        return true;
      }
    }
    return false;
  }

  private synchronized boolean open() {
    try {
      if (leaving.getCount() > 0) {
        current = ClusterMember.start(settings, Lookout.create(worker, this::onSight));
        current.join(settings.join());
      }
      lastFailure = "";
      return true;
    } catch (NodeException failure) {
      String message = String.valueOf(failure.getMessage());
      if (!message.equals(lastFailure)) {
        LOG.warn("{}; tries again until it can", message);
      }
      lastFailure = message;
      return false;
    }
  }

  /// One line each time that it changes.
  private synchronized void onSight(CoordinatorSight.Change change) {
    boolean lost = change == CoordinatorSight.Change.LOST;
    if (lost == alone || leaving.getCount() == 0) {
      return;
    }
    alone = lost;
    if (lost) {
      LOG.info("no coordinator: what runs goes on; looks for one at {}", settings.join());
    } else {
      LOG.info("found a coordinator again");
    }
  }

  /// Leaves the cluster, for good.
  void leave() {
    leaving.countDown();
    ClusterMember last = current();
    if (isAlone()) {
      last.desert();
    } else {
      last.leave();
    }
    last.awaitEnd(STOP_TIMEOUT);
  }

  private synchronized boolean isAlone() {
    return alone;
  }
}
