package dev.spate.node;

import dev.spate.client.CoordinatorClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A coordinator and workers on this machine, each in a process of its own: what a cluster of
/// several machines is, on loopback and free ports.
public final class ProcessCluster implements LocalCluster {
  private static final Pattern READY = Pattern.compile("ready api=(http://\\S+) cluster=(\\S+)");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private final List<ChildProcess> children = new ArrayList<>();
  private URI api = URI.create("");
  private String cluster = "";

  private ProcessCluster() {}

  /// Starts them and waits for the workers.
  ///
  /// @throws NodeException where they cannot be started
  public static ProcessCluster start(LocalClusterSettings settings) {
    ProcessCluster nodes = new ProcessCluster();
    try {
      nodes.startCoordinator(settings);
      for (int number = 1; number <= settings.workers(); number++) {
        nodes.children.add(WorkerProcesses.start("worker-" + number, nodes.cluster, settings));
      }
      try (CoordinatorClient client = new CoordinatorClient(nodes.api)) {
        WorkerProcesses.await(client, settings.workers(), nodes.children);
      }
      return nodes;
    } catch (RuntimeException failure) {
      nodes.kill();
      throw failure;
    }
  }

  private void startCoordinator(LocalClusterSettings settings) {
    ChildProcess coordinator =
        ChildProcess.start(
            "the coordinator",
            List.of(
                "coordinator",
                "--port",
                "0",
                "--cluster-port",
                "0",
                "--data",
                settings.results().toString(),
                "--log-level",
                settings.logLevel()));
    children.add(coordinator);
    Matcher ready = coordinator.awaitLine(READY, START_TIMEOUT);
    api = URI.create(ready.group(1));
    cluster = ready.group(2);
  }

  @Override
  public URI api() {
    return api;
  }

  /// Workers first, so that they leave a coordinator that is still there.
  @Override
  public void close() {
    List<ChildProcess> workers = children.subList(1, children.size());
    workers.forEach(ChildProcess::requestEnd);
    workers.forEach(ChildProcess::close);
    children.getFirst().close();
  }

  @Override
  public void kill() {
    children.forEach(ChildProcess::kill);
  }
}
