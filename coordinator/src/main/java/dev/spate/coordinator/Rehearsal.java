package dev.spate.coordinator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs that nobody sees ([RehearsedRun]), so that the code that takes reports is compiled before
/// hundreds of workers send theirs. A cold JVM is some ten times slower, and takes who has to wait
/// for silent. Once a process.
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final long MOST_NS = 1_500_000_000L;

  /// A run that takes more than this part of the one before shows that there is little to gain.
  private static final double SETTLED = 0.9;

  /// So many in succession do, for one may be slow by chance.
  private static final int SETTLED_RUNS = 3;

  private Rehearsal() {}

  /// Begins one on a thread of its own, which ends with the process.
  public static void begin() {
    Thread.ofPlatform().daemon().name("rehearsal").start(() -> hold());
  }

  /// Takes a second and a half at most, but for the run that is under way then. One that fails is
  /// no reason not to play: what kept it from its end is logged.
  ///
  /// @return how many runs there were
  static int hold() {
    int runs = 0;
    try {
      Path directory = Files.createTempDirectory("spate-rehearsal-");
      try {
        long startNs = System.nanoTime();
        long shortestNs = Long.MAX_VALUE;
        int settled = 0;
        while (settled < SETTLED_RUNS && System.nanoTime() - startNs < MOST_NS) {
          long beganNs = System.nanoTime();
          RehearsedRun.play(directory.resolve(Integer.toString(runs++)));
          long tookNs = System.nanoTime() - beganNs;
          settled = tookNs > SETTLED * shortestNs ? settled + 1 : 0;
          shortestNs = Math.min(shortestNs, tookNs);
        }
      } finally {
        delete(directory);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the rehearsal failed: {}", RootCause.of(e), e);
    }
    return runs;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
