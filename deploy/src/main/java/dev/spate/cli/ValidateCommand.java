package dev.spate.cli;

import dev.spate.coordinator.explain.PlanSummary;
import dev.spate.coordinator.explain.SummaryJson;
import dev.spate.coordinator.explain.SummaryText;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.Problem;
import dev.spate.plan.Plan;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate validate`.
@Command(
    name = "validate",
    sortOptions = false,
    header = "Explains a plan, or shows every problem of it; nothing is sent.",
    abbreviateSynopsis = true,
    description = {
      "",
      "Says in words and numbers what the plan will do, and draws its load. Each",
      "problem comes with its line, its column and a suggestion.",
      ""
    },
    footer = {"", "Example:", "  spate validate shop.yaml"})
final class ValidateCommand extends SpateCommand {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "What goes to standard output (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.text;

  @Mixin private final VariableOptions given = new VariableOptions();

  ValidateCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    PlanFile plan = PlanFile.read(world(), file, given.variables);
    return switch (plan.parsed()) {
      case ParsedPlan.Accepted(Plan accepted, _) -> explain(PlanSummary.of(accepted));
      case ParsedPlan.Rejected(List<Problem> problems) -> {
        if (format == OutputFormat.json) {
          world().out().print(SummaryJson.of(problems));
        }
        throw plan.rejected(world().err(), problems);
      }
    };
  }

  private int explain(PlanSummary summary) {
    boolean blocks = world().out().charset().newEncoder().canEncode('\u2588');
    world()
        .out()
        .print(
            switch (format) {
              case text -> SummaryText.of(summary, blocks);
              case json -> SummaryJson.of(summary);
            });
    return ExitCode.PASSED.code();
  }
}
