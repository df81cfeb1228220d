package dev.spate.node;

import dev.spate.client.CoordinatorClient;
import java.util.ArrayList;
import java.util.List;

/// Workers as child processes.
final class WorkerProcesses {
  private WorkerProcesses() {}

  /// @param cluster the coordinator's node-to-node address
  static ChildProcess start(String id, String cluster, LocalClusterSettings settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("worker", "--join", cluster, "--id", id));
    arguments.addAll(List.of("--log-level", settings.logLevel()));
    arguments.addAll(settings.tuning().optionsOf(settings.workers()));
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
    WorkerWait.await(client, expected, () -> children.forEach(WorkerProcesses::checkAlive));
  }

  private static void checkAlive(ChildProcess child) {
    if (!child.alive()) {
      throw new NodeException(child.name() + " ended during its start");
    }
  }
}
