package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.RunDirectories;
import dev.spate.coordinator.history.RunFilter;
import dev.spate.coordinator.history.RunIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whose finished runs a command is about: those of a directory, or a coordinator's.
final class HistoryOption {
  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Where the runs are (default: ./${DEFAULT-VALUE}).")
  private String results = "results";

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT[,...]",
      description = "The runs of a coordinator instead.")
  private @Nullable String cluster;

  /// The newest first.
  List<PastRun> find(World world, RunFilter filter) {
    if (cluster != null) {
      try (CoordinatorClient client = ClusterOption.client(cluster)) {
        return client.pastRuns(filter);
      }
    }
    Path directory = world.path(results);
    if (!Files.isDirectory(directory)) {
      throw CliException.invalid(
          "there is no directory " + directory,
          "Runs are kept in ./results; name another directory with --results.");
    }
    try (RunIndex index = RunIndex.of(directory)) {
      return index.find(filter);
    }
  }

  /// Deletes a finished run with all its files.
  void delete(World world, String run) {
    if (cluster != null) {
      try (CoordinatorClient client = ClusterOption.client(cluster)) {
        client.delete(run);
      }
      return;
    }
    Path directory = world.path(results).resolve(run);
    if (run.isEmpty() || Path.of(run).getNameCount() != 1 || run.startsWith(".")) {
      throw CliException.invalid("'" + run + "' is not the name of a run in " + results, "");
    }
    try {
      RunDirectories.delete(directory);
    } catch (IOException failure) {
      throw new CliException(
          ExitCode.INVALID,
          "cannot delete " + run + ": " + failure.getMessage(),
          "spate runs lists those that there are.",
          failure);
    }
  }
}
