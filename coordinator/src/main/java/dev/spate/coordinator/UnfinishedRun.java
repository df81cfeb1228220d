package dev.spate.coordinator;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.JournalException;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run that has a journal and no report: its coordinator died while it was under way, or while
/// the report was written.
///
/// @param opened the first event of its journal; its plan is without secrets
record UnfinishedRun(Path directory, RunEvent.Opened opened) {
  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedRun.class);

  /// Of a journal that nobody wrote to for so long no worker can be there any more.
  static final Duration RECENT = Duration.ofHours(24);

  /// The last one of a results directory, since one run is under way at a time. A finished one may
  /// have a later name: of a clock that was set back. Earlier ones, those that are long over, and
  /// those whose journal is damaged, are left alone; the log says so.
  static Optional<UnfinishedRun> find(Path results, Instant now) {
    if (!Files.isDirectory(results)) {
      return Optional.empty();
    }
    try (Stream<Path> directories = Files.list(results)) {
      return directories
          .filter(directory -> RunId.isOne(directory.getFileName().toString()))
          .filter(directory -> Files.isRegularFile(directory.resolve(JournalRecorder.FILE)))
          .filter(directory -> !Files.exists(directory.resolve("report.json")))
          .max(Comparator.naturalOrder())
          .flatMap(directory -> read(directory, now));
    } catch (IOException e) {
      LOG.warn("cannot list the runs in {}: {}", results, RootCause.of(e), e);
      return Optional.empty();
    }
  }

  private static Optional<UnfinishedRun> read(Path directory, Instant now) {
    Path journal = directory.resolve(JournalRecorder.FILE);
    try {
      Instant written = Files.getLastModifiedTime(journal).toInstant();
      if (written.isBefore(now.minus(RECENT))) {
        LOG.warn("{} has no end, and was last written at {}: left alone", journal, written);
        return Optional.empty();
      }
      if (Journal.first(journal) instanceof RunEvent.Opened opened) {
        return Optional.of(new UnfinishedRun(directory, opened));
      }
      LOG.warn("{} holds no run: left alone", journal);
    } catch (IOException | JournalException e) {
      LOG.warn("{}: left alone", RootCause.of(e), e);
    }
    return Optional.empty();
  }
}
