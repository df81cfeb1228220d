package dev.spate.node;

import dev.spate.client.CoordinatorClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The nodes of a run on this machine: the coordinator in this process, and workers in processes of
/// their own or one in this process too.
public final class LocalNodes implements LocalCluster {
  private static final String LOOPBACK = "127.0.0.1";

  private final CoordinatorNode node;
  private final List<ChildProcess> children;

  private LocalNodes(CoordinatorNode node, List<ChildProcess> children) {
    this.node = node;
    this.children = children;
  }

  /// Starts them on loopback and free ports, and waits for the workers.
  ///
  /// @throws NodeException where they cannot be started
  public static LocalNodes start(LocalClusterSettings settings) {
    boolean embedded = settings.workerProcesses() == 0;
    CoordinatorRole coordinator =
        new CoordinatorRole(settings.results(), new HostPort(LOOPBACK, 0), null, settings.otlp());
    WorkerRole worker = embedded ? embeddedWorker(settings) : null;
    CoordinatorNode node =
        CoordinatorNode.start(
            new NodeSettings(new HostPort(LOOPBACK, 0), LOOPBACK, List.of(), coordinator, worker),
            coordinator);
    LocalNodes nodes = new LocalNodes(node, new ArrayList<>());
    try {
      for (int number = 1; number <= settings.workerProcesses(); number++) {
        nodes.children.add(
            WorkerProcesses.start("worker-" + number, node.cluster().toString(), settings));
      }
      try (CoordinatorClient client = new CoordinatorClient(node.api())) {
        WorkerProcesses.await(client, settings.workers(), nodes.children);
      }
      return nodes;
    } catch (RuntimeException failure) {
      nodes.kill();
      node.close();
      throw failure;
    }
  }

  private static WorkerRole embeddedWorker(LocalClusterSettings settings) {
    return new WorkerRole("worker", 0, 0, settings.allowTargets(), settings.tuning(), _ -> {});
  }

  @Override
  public URI api() {
    return node.api();
  }

  @Override
  public void close() {
    children.forEach(ChildProcess::requestEnd);
    children.forEach(ChildProcess::close);
    node.close();
  }

  @Override
  public void kill() {
    children.forEach(ChildProcess::kill);
  }
}
