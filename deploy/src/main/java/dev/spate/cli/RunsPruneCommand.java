package dev.spate.cli;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.Retention;
import dev.spate.coordinator.history.RunFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate runs prune`.
@Command(
    name = "prune",
    sortOptions = false,
    header = "Deletes all but the newest finished runs.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {
      "",
      "Example:",
      "  spate runs prune --keep 50 --dry-run",
      "  spate runs prune --older-than 30d --name nightly"
    })
final class RunsPruneCommand extends SpateCommand {
  @Option(names = "--keep", paramLabel = "N", description = "Keep the newest N.")
  private @Nullable Integer keep;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      description = "Keep those that are younger: 12h, 30d, 8w.")
  private @Nullable Duration olderThan;

  @Option(names = "--name", paramLabel = "NAME", description = "Of this name only; * is anything.")
  private String name = "";

  @Option(names = "--dry-run", description = "Only say what would be deleted.")
  private boolean dryRun;

  @Mixin private final HistoryOption history = new HistoryOption();

  RunsPruneCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    if (keep == null && olderThan == null) {
      throw CliException.invalid(
          "nothing says which runs to keep", "Give --keep N, --older-than AGE, or both.");
    }
    if (keep != null && keep < 0) {
      throw CliException.invalid("--keep is 0 or more, not " + keep, "");
    }
    List<PastRun> runs = history.find(world(), RunFilter.named(name, RunFilter.MOST));
    List<PastRun> superfluous = new Retention(keep, olderThan).superfluous(runs, Instant.now());
    for (PastRun run : superfluous) {
      if (!dryRun) {
        history.delete(world(), run.directory());
      }
      world().out().println((dryRun ? "would delete " : "deleted ") + run.directory());
    }
    world()
        .err()
        .printf(
            "%d of %d runs %s%n",
            superfluous.size(), runs.size(), dryRun ? "would be deleted" : "deleted");
    return ExitCode.PASSED.code();
  }
}
