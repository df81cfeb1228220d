package dev.spate.cli;

import dev.spate.node.CoordinatorNode;
import dev.spate.node.CoordinatorRole;
import dev.spate.node.HostPort;
import dev.spate.node.NodeSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate coordinator`.
@Command(
    name = "coordinator",
    header = "Runs the coordinator of a cluster.",
    abbreviateSynopsis = true,
    description = {
      "",
      "In the foreground, until it gets SIGTERM. Prints a line on standard output when it",
      "is ready.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate coordinator --bind 10.0.0.5 --insecure-listen --data /var/lib/spate"
    })
final class CoordinatorCommand extends SpateCommand {
  @Mixin private final NodeOptions node = new NodeOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7070",
      description = "The API; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      defaultValue = "7071",
      description = "Node to node; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int clusterPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Where runs are kept (default: ./${DEFAULT-VALUE}).")
  private String data = "results";

  @Mixin private final ServiceOptions service = new ServiceOptions();

  CoordinatorCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Listeners.check(node.bind, service.insecureListen);
    HostPort api = node.listen(port);
    CoordinatorRole role = new CoordinatorRole(world().path(data), api);
    NodeSettings settings =
        new NodeSettings(node.listen(clusterPort), node.advertisedHost(), List.of(), role, null);
    return NodeProcess.run(
        world(),
        service,
        () -> CoordinatorNode.start(settings, role),
        started -> "ready api=" + started.api() + " cluster=" + started.cluster());
  }
}
