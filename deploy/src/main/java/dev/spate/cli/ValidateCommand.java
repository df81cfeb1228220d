package dev.spate.cli;

import dev.spate.coordinator.plan.PlanSummary;
import dev.spate.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spate validate`.
@Command(
    name = "validate",
    sortOptions = false,
    header = "Shows every problem of a plan; nothing is sent.",
    abbreviateSynopsis = true,
    description = {"", "Each problem comes with its line, its column and a suggestion.", ""},
    footer = {"", "Example:", "  spate validate shop.yaml"})
final class ValidateCommand extends SpateCommand {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private String file = "";

  @Mixin private final VariableOptions given = new VariableOptions();

  ValidateCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Plan plan = PlanFile.read(world(), file, given.variables).parsed(world().err());
    world().out().print(PlanSummary.of(plan).text());
    return ExitCode.PASSED.code();
  }
}
