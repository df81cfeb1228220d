package dev.spate.coordinator.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An index of the finished runs of a results directory: an SQLite database, `index.db`, beside
/// their directories.
///
/// The directories are the truth. The index is brought up to date whenever it is asked, so that
/// runs may be copied in, moved and deleted by hand; where it is damaged it is made anew, and where
/// no file can be written it is kept in memory. Where SQLite itself does not work the reports are
/// read each time. Several processes may use one. For several threads.
public final class RunIndex implements AutoCloseable {
  /// Its name within the results directory.
  public static final String FILE = "index.db";

  private static final Logger LOG = LoggerFactory.getLogger(RunIndex.class);

  private final Path results;

  /// Null where SQLite does not work here: then all reports are read each time.
  private @Nullable RunTable table;

  private RunIndex(Path results, @Nullable RunTable table) {
    this.results = results;
    this.table = table;
  }

  /// Opens the index of a results directory, or begins one.
  public static RunIndex of(Path results) {
    return new RunIndex(results, open(results));
  }

  private static @Nullable RunTable open(Path results) {
    Path file = results.resolve(FILE);
    if (Files.isDirectory(results)) {
      try {
        return RunTable.open("jdbc:sqlite:" + file);
      } catch (SQLException damaged) {
        LOG.warn("the index {} is made anew: {}", file, damaged.getMessage());
      }
      try {
        Files.deleteIfExists(file);
        return RunTable.open("jdbc:sqlite:" + file);
      } catch (SQLException | IOException e) {
        LOG.warn("cannot keep an index in {}: {}", results, e.getMessage());
      }
    }
    return inMemory();
  }

  private static @Nullable RunTable inMemory() {
    try {
      return RunTable.open("jdbc:sqlite::memory:");
    } catch (SQLException e) {
      LOG.warn("SQLite does not work here, so that runs are listed slowly: {}", e.getMessage());
      return null;
    }
  }

  /// The runs that somebody wants to see, the newest first.
  public synchronized List<PastRun> find(RunFilter filter) {
    Map<String, RunDirectories.Stamp> directories = RunDirectories.list(results);
    RunTable open = table;
    if (open != null) {
      try {
        open.update(directories);
        return open.find(filter);
      } catch (SQLException e) {
        LOG.warn("the index of {} fails, and is done without: {}", results, e.getMessage());
        close();
      }
    }
    return read(directories, filter);
  }

  /// Without an index.
  private static List<PastRun> read(
      Map<String, RunDirectories.Stamp> directories, RunFilter filter) {
    return directories.values().stream()
        .flatMap(stamp -> PastRunReader.tried(stamp.report()).stream())
        .filter(filter::wants)
        .sorted(Comparator.comparing(PastRun::startedAt).thenComparing(PastRun::id).reversed())
        .limit(filter.limit())
        .toList();
  }

  @Override
  public synchronized void close() {
    RunTable open = table;
    table = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException e) {
      LOG.debug("cannot close the index of {}", results, e);
    }
  }
}
