package dev.spate.cli;

import dev.spate.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
      "  spate run shop.yaml --once --trace",
      "  spate run shop.yaml --workers 3 --tag build=1234 --format json"
    })
final class RunCommand extends SpateCommand {
  @Parameters(paramLabel = "PLAN.yaml", description = "The plan.")
  private String plan = "";

  @Option(
      names = "--once",
      description = {
        "Send each scenario once, from this process, and print every exchange.",
        "No load, no report."
      })
  private boolean once;

  @Option(
      names = "--trace",
      description = {
        "With --once: print what goes over the wire as well. Values of headers",
        "that carry secrets are masked."
      })
  private boolean trace;

  @Mixin private final VariableOptions given = new VariableOptions();

  @Mixin private final RunOptions options = new RunOptions();

  RunCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    PlanFile file = PlanFile.read(world(), plan, given.variables);
    Plan parsed = file.parsed(world().err());
    if (once) {
      refuseWithOnce();
      return new OnceRun(parsed, options.allowTargets, world().out()).run(trace);
    }
    if (trace) {
      throw CliException.invalid("--trace goes with --once", "Add --once to see each exchange.");
    }
    return new RunSession(world(), options, progress(options.quiet), colorfulOut(), logLevel())
        .run(file)
        .exitCode();
  }

  private void refuseWithOnce() {
    if (!options.cluster.isEmpty() || options.workers > 0) {
      throw CliException.invalid(
          "--once sends from this process, so it takes neither --cluster nor --workers", "");
    }
    if (options.sampleErrors().isPresent()) {
      throw CliException.invalid(
          "--once writes no report for --sample-errors to keep anything for",
          "Leave it out; --once --trace prints every answer, failed ones too.");
    }
  }
}
