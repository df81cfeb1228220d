package dev.spate.cli;

import dev.spate.coordinator.plan.NewPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate new`.
@Command(
    name = "new",
    sortOptions = false,
    header = "Writes a commented plan to begin with.",
    abbreviateSynopsis = true,
    description = {"", "Never overwrites a file.", ""},
    footer = {"", "Example:", "  spate new https://staging.shop.example/ -o shop.yaml"})
final class NewCommand extends SpateCommand {
  @Parameters(paramLabel = "URL", description = "What to request.")
  private String url = "";

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "plan.yaml",
      description = "The file, or - for standard output (default: ${DEFAULT-VALUE}).")
  private String out = "plan.yaml";

  NewCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    boolean printed = out.equals("-");
    String yaml =
        new NewPlan(url).yaml(printed ? "plan.yaml" : world().path(out).getFileName() + "");
    new PlanFile("the plan of " + url, yaml).parsed(world().err());
    if (printed) {
      world().out().print(yaml);
      return ExitCode.PASSED.code();
    }
    NewFile.write(world(), out, yaml);
    world().err().println("Wrote " + out + ". Next: spate validate " + out);
    return ExitCode.PASSED.code();
  }
}
