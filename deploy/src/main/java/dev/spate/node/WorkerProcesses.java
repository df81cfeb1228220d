package dev.spate.node;

import dev.spate.client.ClientException;
import dev.spate.client.CoordinatorClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Workers as child processes.
final class WorkerProcesses {
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);

  private WorkerProcesses() {}

  /// @param cluster the coordinator's node-to-node address
  static ChildProcess start(String id, String cluster, LocalClusterSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("worker", "--join", cluster, "--id", id));
    arguments.addAll(List.of("--log-level", settings.logLevel()));
    for (String allowed : settings.allowTargets()) {
      arguments.addAll(List.of("--allow-targets", allowed));
    }
    return ChildProcess.start(id, arguments);
  }

  /// Waits until the coordinator knows this many workers.
  ///
  /// @param children ended ones end the wait
  /// @throws NodeException where they do not come
  static void await(CoordinatorClient client, int expected, List<ChildProcess> children) {
    long deadlineNs = System.nanoTime() + TIMEOUT.toNanos();
    try {
      int there = client.workers().size();
      while (there < expected) {
        for (ChildProcess child : children) {
          if (!child.alive()) {
            throw new NodeException(child.name() + " ended during its start");
          }
        }
        if (System.nanoTime() - deadlineNs > 0) {
          throw new NodeException(
              "only %d of %d workers were there after %d s"
                  .formatted(there, expected, TIMEOUT.toSeconds()));
        }
        Thread.sleep(POLL);
        there = client.workers().size();
      }
    } catch (ClientException failure) {
      throw new NodeException("the coordinator does not answer: " + failure.getMessage(), failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted while waiting for workers", failure);
    }
  }
}
