package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spate.client.CoordinatorClient;
import dev.spate.client.WorkerStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerHostTest {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final WorkerRole WORKER =
      new WorkerRole("w1", 1, 1, List.of(), new WorkerTuning("nio", "sleep", "off"), _ -> {});

  @TempDir private Path dir;

  private CoordinatorNode coordinator(int port) {
    CoordinatorRole role = new CoordinatorRole(dir, new HostPort(LOOPBACK, 0));
    HostPort listen = new HostPort(LOOPBACK, port);
    return CoordinatorNode.start(new NodeSettings(listen, LOOPBACK, List.of(), role, null), role);
  }

  private static NodeSettings worker(HostPort listen, HostPort join) {
    return new NodeSettings(listen, LOOPBACK, List.of(join), null, WORKER);
  }

  private static void awaitWorker(CoordinatorNode coordinator) {
    try (CoordinatorClient client = new CoordinatorClient(coordinator.api())) {
      await()
          .atMost(LIMIT)
          .until(() -> client.workers().stream().map(WorkerStatus::id).toList().contains("w1"));
    }
  }

  @Test
  void findsTheNextCoordinatorFromTheSamePort() {
    CoordinatorNode first = coordinator(0);
    HostPort place = first.cluster();
    try (WorkerHost worker = WorkerHost.start(worker(new HostPort(LOOPBACK, 0), place), WORKER)) {
      HostPort own = worker.cluster();
      awaitWorker(first);
      first.close();
      try (CoordinatorNode second = coordinator(place.port())) {
        awaitWorker(second);
        assertThat(worker.cluster()).isEqualTo(own);
      }
    }
  }

  @Test
  void endsWhenItIsTold() throws InterruptedException {
    WorkerHost worker =
        WorkerHost.start(worker(new HostPort(LOOPBACK, 0), new HostPort(LOOPBACK, 1)), WORKER);
    worker.close();
    worker.awaitTermination();
  }

  @Test
  void doesNotStartWhereThePortIsTaken() {
    try (CoordinatorNode other = coordinator(0)) {
      assertThatThrownBy(() -> WorkerHost.start(worker(other.cluster(), other.cluster()), WORKER))
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("cannot listen on");
    }
  }
}
