package dev.spate.coordinator.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directories of a results directory that have a report.
public final class RunDirectories {
  /// The most that are looked at: those whose names come last, which are the newest.
  static final int MOST = 100_000;

  /// Of a finished run.
  public static final String REPORT = "report.json";

  private static final Logger LOG = LoggerFactory.getLogger(RunDirectories.class);

  private RunDirectories() {}

  /// A report as it lies there: another one has another stamp.
  record Stamp(Path report, long modifiedMs, long size) {}

  /// Stamps by the name of the directory.
  static Map<String, Stamp> list(Path results) {
    Map<String, Stamp> found = new LinkedHashMap<>();
    try (Stream<Path> entries = Files.list(results)) {
      List<String> names =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted(Comparator.reverseOrder())
              .limit(MOST)
              .toList();
      names.forEach(name -> stamp(results.resolve(name).resolve(REPORT), name, found));
    } catch (IOException e) {
      LOG.debug("cannot list {}", results, e);
    }
    return found;
  }

  private static void stamp(Path report, String name, Map<String, Stamp> found) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(report, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        found.put(
            name, new Stamp(report, attributes.lastModifiedTime().toMillis(), attributes.size()));
      }
    } catch (IOException _) {
      // No run, or one that goes on.
    }
  }

  /// Deletes a finished run: its directory with all that is in it.
  ///
  /// @throws IOException where it is none, or cannot be deleted; what was deleted by then is gone
  public static void delete(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(directory.resolve(REPORT))) {
      throw new IOException("there is no finished run in " + directory);
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
