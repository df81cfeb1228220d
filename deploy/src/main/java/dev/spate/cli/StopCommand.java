package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spate stop`.
@Command(
    name = "stop",
    sortOptions = false,
    header = "Stops a run; what it measured is reported.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {"", "Example:", "  spate stop 20261122-101500-abc --cluster 10.0.0.5:7070"})
final class StopCommand extends SpateCommand {
  @Parameters(paramLabel = "RUN", description = "The run's id; spate status shows it.")
  private String run = "";

  @Mixin private final ClusterOption cluster = new ClusterOption();

  StopCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    try (CoordinatorClient client = cluster.client()) {
      client.stop(run);
    }
    world().err().println("Stopping " + run + ".");
    return ExitCode.PASSED.code();
  }
}
