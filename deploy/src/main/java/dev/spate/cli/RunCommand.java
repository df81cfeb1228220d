package dev.spate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spate run`.
@Command(
    name = "run",
    header = "Runs a plan and exits with the verdict's code.",
    abbreviateSynopsis = true,
    description = {
      "",
      "Without --cluster no cluster is needed: coordinator and worker run in this",
      "process, or with --workers N the workers in N others.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate run shop.yaml",
      "  spate run shop.yaml --workers 3 --tag build=1234 --format json"
    })
final class RunCommand extends SpateCommand {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private String plan = "";

  @Mixin private final RunOptions options = new RunOptions();

  RunCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    PlanFile file = PlanFile.read(world(), plan);
    file.parsed(world().err());
    return new RunSession(world(), options, progress(options.quiet), colorfulOut(), logLevel())
        .run(file)
        .exitCode();
  }
}
