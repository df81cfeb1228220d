package dev.spate.cli;

import dev.spate.coordinator.plan.PlanSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `spate schema`.
@Command(
    name = "schema",
    sortOptions = false,
    header = "Prints the JSON Schema of plans, for editors.",
    abbreviateSynopsis = true,
    description = {
      "",
      "An editor with a YAML language server completes and checks a plan whose",
      "first line is:",
      "  # yaml-language-server: $schema=spate-plan.schema.json",
      ""
    },
    footer = {"", "Example:", "  spate schema -o spate-plan.schema.json"})
final class SchemaCommand extends SpateCommand {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "The file; - is standard output, the default.")
  private String out = "-";

  SchemaCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    if (out.equals("-")) {
      world().out().print(PlanSchema.text());
    } else {
      NewFile.write(world(), out, PlanSchema.text());
    }
    return ExitCode.PASSED.code();
  }
}
