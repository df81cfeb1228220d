package dev.spate.cli;

import dev.spate.coordinator.schema.JsonSchema;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      ""
    },
    footer = {
      "",
      "Example:",
      "  spate schema -o spate-plan.schema.json",
      "  spate schema report -o report.schema.json"
    })
final class SchemaCommand extends SpateCommand {
  @Parameters(
      paramLabel = "plan|report",
      arity = "0..1",
      defaultValue = "plan",
      description = "Of what (default: ${DEFAULT-VALUE}).")
  private String of = "plan";

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
    String text = schema().text();
    if (out.equals("-")) {
      world().out().print(text);
    } else {
      NewFile.write(world(), out, text);
    }
    return ExitCode.PASSED.code();
  }

  private JsonSchema schema() {
    return switch (of.toLowerCase(Locale.ROOT)) {
      case "plan" -> JsonSchema.PLAN;
      case "report" -> JsonSchema.REPORT;
      default -> throw CliException.invalid("there is no schema of '" + of + "'", "plan or report");
    };
  }
}
