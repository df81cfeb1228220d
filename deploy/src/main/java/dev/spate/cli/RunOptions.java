package dev.spate.cli;

import dev.spate.plan.HttpOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What the commands that run a plan have in common.
final class RunOptions {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the run's files go (default: ./results/RUN_ID).")
  String out = "";

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "What goes to standard output (default: ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.text;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Start N worker processes here, instead of one worker in this process.")
  int workers;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT[,...]",
      description = {
        "Run on this coordinator's cluster (its API, port 7070 as a rule);",
        "where there are several coordinators, name them all."
      })
  String cluster = "";

  @Option(
      names = "--expect-workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Wait until the cluster has N workers.")
  int expectWorkers;

  @Option(
      names = "--allow-targets",
      paramLabel = "PATTERN|CIDR",
      split = ",",
      description = {
        "What workers of this command may send to (repeatable;",
        "default: loopback and private addresses)."
      })
  List<String> allowTargets = new ArrayList<>();

  @Mixin final TuningOptions tuning = new TuningOptions();

  @Mixin final WebhookOptions webhook = new WebhookOptions();

  @Mixin final OtlpOptions otlp = new OtlpOptions();

  @Option(names = "--tag", paramLabel = "K=V", description = "A tag for the report (repeatable).")
  Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--sample-errors",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "3",
      preprocessor = AttachedValue.class,
      description = {
        "Keep the first N failed answers of each kind for the report, at",
        "most 10 (${FALLBACK-VALUE} where no number is said)."
      })
  private @Nullable Integer sampleErrors;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  boolean quiet;

  /// Empty where the plan says how many.
  ///
  /// @throws CliException out of range
  OptionalInt sampleErrors() {
    if (sampleErrors == null) {
      return OptionalInt.empty();
    }
    if (sampleErrors < 0 || sampleErrors > HttpOptions.MAX_SAMPLE_ERRORS) {
      throw CliException.invalid("--sample-errors is 0 to " + HttpOptions.MAX_SAMPLE_ERRORS, "");
    }
    return OptionalInt.of(sampleErrors);
  }
}
