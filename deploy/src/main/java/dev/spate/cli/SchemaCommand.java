package dev.spate.cli;

import dev.spate.coordinator.plan.PlanSchema;
import dev.spate.coordinator.report.ReportSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `spate schema`.
@Command(
    name = "schema",
    sortOptions = false,
    header = "Prints the JSON Schema of plans, for editors, or of reports.",
    abbreviateSynopsis = true,
    description = {
      "",
      "An editor with a YAML language server completes and checks a plan whose",
      "first line is:",
      "  # yaml-language-server: $schema=spate-plan.schema.json",
      "",
      "A program that reads report.json finds in its schema each field, its type,",
      "its unit and what it means.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  spate schema -o spate-plan.schema.json",
      "  spate schema --report -o spate-report.schema.json"
    })
final class SchemaCommand extends SpateCommand {
  @Option(names = "--report", description = "The schema of report.json.")
  private boolean report;

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
    String schema = report ? ReportSchema.text() : PlanSchema.text();
    if (out.equals("-")) {
      world().out().print(schema);
    } else {
      NewFile.write(world(), out, schema);
    }
    return ExitCode.PASSED.code();
  }
}
