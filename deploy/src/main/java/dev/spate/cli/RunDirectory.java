package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Where the files of a run end up: the directory that the user named, or `results/RUN_ID`.
final class RunDirectory {
  private static final String RESULTS = "results";
  private static final String STAGING = ".run";

  private final Path results;
  private final Path named;
  private final boolean isNamed;

  RunDirectory(World world, String out) {
    this.isNamed = !out.isEmpty();
    this.named = world.path(isNamed ? out : RESULTS);
    this.results = isNamed ? named.resolve(STAGING) : named;
  }

  /// Where a coordinator of this command makes its runs' directories; on the same file system as
  /// the end, so that nothing is copied.
  Path results() {
    return results;
  }

  /// Makes the end's directory and tries it, so that no load is sent for files that have nowhere to
  /// go.
  ///
  /// @throws CliException where nothing can be written there
  void prepare() {
    try {
      Files.createDirectories(named);
      Files.delete(Files.createTempFile(named, ".spate", ".tmp"));
    } catch (IOException failure) {
      throw new CliException(
          ExitCode.INVALID,
          "cannot write into " + named + ", where the run's files are to go: " + failure,
          "Nothing was sent. Name another directory with --out DIR.",
          failure);
    }
  }

  /// Puts the files of a run that a coordinator of this command wrote where they belong.
  ///
  /// @return their directory
  Path keep(String run) {
    Path written = results.resolve(run);
    if (!isNamed) {
      return written;
    }
    try (Stream<Path> files = Files.list(written)) {
      for (Path file : files.toList()) {
        Files.move(file, named.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.delete(written);
      deleteIfEmpty(results);
      return named;
    } catch (IOException failure) {
      throw broken("cannot move the run's files from " + written + " to " + named, failure);
    }
  }

  /// A run that was killed has left its journal there, and nowhere else.
  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.delete(directory);
    } catch (DirectoryNotEmptyException _) {
      // It is kept for `spate report`.
    }
  }

  private static CliException broken(String what, IOException failure) {
    return new CliException(ExitCode.BROKEN, what + ": " + failure, "", failure);
  }

  /// Fetches the files of a run from a coordinator elsewhere.
  ///
  /// @return their directory
  Path download(CoordinatorClient client, String run) {
    Path directory = isNamed ? named : results.resolve(run);
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw broken("cannot make the directory " + directory, failure);
    }
    List<String> names = client.files(run);
    names.forEach(name -> client.download(run, name, directory.resolve(name)));
    return directory;
  }
}
