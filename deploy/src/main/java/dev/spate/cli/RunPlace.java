package dev.spate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a run's files are: its directory, or its id where that is in `./results`.
final class RunPlace {
  private RunPlace() {}

  /// Where a run that was named may be, the likeliest place first.
  static List<Path> candidates(World world, String run) {
    return List.of(world.path(run), world.path("results/" + run));
  }

  /// A run that has a report.
  ///
  /// @throws CliException where there is none
  static Path reported(World world, String run) {
    return candidates(world, run).stream()
        .filter(place -> Files.exists(place.resolve(ReportPrinter.REPORT)))
        .findFirst()
        .orElseThrow(() ->
            CliException.invalid(
                "there is no run with a report at " + run,
                "Name a directory with a report.json in it, or the id of a run in ./results."));
  }
}
