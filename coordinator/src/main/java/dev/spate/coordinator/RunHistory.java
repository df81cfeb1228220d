package dev.spate.coordinator;

import dev.spate.coordinator.history.PastRunReader;
import dev.spate.coordinator.history.RunDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The finished runs of a results directory: each directory with a report.json in it.
final class RunHistory {
  private static final Logger LOG = LoggerFactory.getLogger(RunHistory.class);

  private RunHistory() {}

  /// The most recent runs, the last one first.
  ///
  /// @param most how many at most
  static List<RunSummary> read(Path results, int most) {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(results)) {
      return directories
          .filter(directory -> RunId.isOne(directory.getFileName().toString()))
          .sorted(Comparator.reverseOrder())
          .map(directory -> directory.resolve(RunDirectories.REPORT))
          .filter(Files::isRegularFile)
          .limit(most)
          .flatMap(report -> summary(report).stream())
          .toList();
    } catch (IOException e) {
      LOG.warn("cannot list the runs in {}: {}", results, RootCause.of(e), e);
      return List.of();
    }
  }

  private static Optional<RunSummary> summary(Path report) {
    return PastRunReader.tried(report)
        .map(run ->
            new RunSummary(
                run.id(),
                run.name(),
                RunPhase.FINISHED,
                run.startedAt(),
                new RunResult(run.verdict(), run.exitCode())));
  }
}
