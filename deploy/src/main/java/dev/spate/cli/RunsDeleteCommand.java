package dev.spate.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spate runs delete`.
@Command(
    name = "delete",
    sortOptions = false,
    header = "Deletes finished runs with all their files.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {"", "Example:", "  spate runs delete 20261122-101500-abcd"})
final class RunsDeleteCommand extends SpateCommand {
  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "Ids of runs, or names of their directories.")
  private List<String> runs = new ArrayList<>();

  @Mixin private final HistoryOption history = new HistoryOption();

  RunsDeleteCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    for (String run : runs) {
      history.delete(world(), run);
      world().out().println("deleted " + run);
    }
    return ExitCode.PASSED.code();
  }
}
