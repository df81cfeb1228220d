package dev.spate.cli;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate runs`.
@Command(
    name = "runs",
    sortOptions = false,
    header = "Lists finished runs, shows trends, deletes.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {
      "",
      "Example:",
      "  spate runs --name 'shop*' --tag env=staging --since 7d",
      "  spate runs --trend shop",
      "  spate runs prune --keep 50"
    })
final class RunsCommand extends SpateCommand {
  private static final int MOST_OF_A_TREND = 500;

  @Option(names = "--name", paramLabel = "NAME", description = "Of this name; * is anything.")
  private String name = "";

  @Option(names = "--tag", paramLabel = "K=V", description = "With this tag (repeatable).")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(
      names = "--verdict",
      paramLabel = "V",
      description = "passed, failed or inconclusive ones.")
  private String verdict = "";

  @Option(
      names = "--since",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Not older than this: 12h, 7d, 8w.")
  private @Nullable Duration since;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The newest so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--trend",
      paramLabel = "NAME",
      description = "The runs of this name over time, and what changed.")
  private @Nullable String trend;

  @Mixin private final HistoryOption history = new HistoryOption();

  @Mixin private final FormatOption output = new FormatOption();

  RunsCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    List<PastRun> runs = history.find(world(), filter());
    world()
        .out()
        .print(
            switch (output.format) {
              case json -> RunsJson.of(runs);
              case text -> trend == null ? RunsText.list(runs) : RunsText.trend(runs.reversed());
            });
    world().out().flush();
    return ExitCode.PASSED.code();
  }

  private RunFilter filter() {
    Instant from = since == null ? null : Instant.now().minus(since);
    try {
      return trend != null
          ? new RunFilter(trend, tags, verdict, from, MOST_OF_A_TREND)
          : new RunFilter(name, tags, verdict, from, limit);
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
  }
}
