package dev.spate.coordinator.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An index of the finished runs of a results directory: an SQLite database, `index.db`, beside
/// their directories.
///
/// The directories are the truth. The index is brought up to date whenever it is asked, so that
/// runs may be copied in, moved and deleted by hand; where it is damaged it is made anew, and where
/// no file can be written it is kept in memory. Several processes may use one. For several threads.
public final class RunIndex implements AutoCloseable {
  /// Its name within the results directory.
  public static final String FILE = "index.db";

  private static final Logger LOG = LoggerFactory.getLogger(RunIndex.class);

  private final Path results;
  private RunTable table;

  private RunIndex(Path results, RunTable table) {
    this.results = results;
    this.table = table;
  }

  /// Opens the index of a results directory, or begins one.
  public static RunIndex of(Path results) {
    return new RunIndex(results, open(results));
  }

  private static RunTable open(Path results) {
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

  private static RunTable inMemory() {
    try {
      return RunTable.open("jdbc:sqlite::memory:");
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite does not work here: " + e.getMessage(), e);
    }
  }

  /// The runs that somebody wants to see, the newest first.
  public synchronized List<PastRun> find(RunFilter filter) {
    try {
      table.update(RunDirectories.list(results));
      return table.find(filter);
    } catch (SQLException e) {
      LOG.warn(
          "the index of {} fails ({}): this once it is kept in memory", results, e.getMessage());
      return without(filter);
    }
  }

  /// Whatever is wrong with the file, an answer there is.
  private List<PastRun> without(RunFilter filter) {
    close();
    table = inMemory();
    try {
      table.update(RunDirectories.list(results));
      return table.find(filter);
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite does not work here: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      table.close();
    } catch (SQLException e) {
      LOG.debug("cannot close the index of {}", results, e);
    }
  }
}
