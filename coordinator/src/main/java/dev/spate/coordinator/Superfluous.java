package dev.spate.coordinator;

import dev.spate.coordinator.history.PastRun;
import dev.spate.coordinator.history.Retention;
import dev.spate.coordinator.history.RunDirectories;
import dev.spate.coordinator.history.RunFilter;
import dev.spate.coordinator.history.RunIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the oldest finished runs of a coordinator that keeps some only. What was put into its
/// directory by hand under another name is left alone.
final class Superfluous {
  private static final Logger LOG = LoggerFactory.getLogger(Superfluous.class);

  private Superfluous() {}

  /// Deletes in the background; what cannot be deleted is in the log.
  ///
  /// @param keep how many stay
  static void delete(Path results, int keep) {
    Thread.ofVirtual().name("retention").start(() -> deleteNow(results, keep));
  }

  static void deleteNow(Path results, int keep) {
    try (RunIndex index = RunIndex.of(results)) {
      List<PastRun> own =
          index.find(RunFilter.newest(RunFilter.MOST)).stream()
              .filter(run -> RunId.isOne(run.directory()) && run.directory().equals(run.id()))
              .toList();
      for (PastRun run : new Retention(keep, null).superfluous(own, Instant.now())) {
        RunDirectories.delete(results.resolve(run.directory()));
        LOG.info("deleted run {}: the newest {} are kept", run.id(), keep);
      }
    } catch (IOException e) {
      LOG.warn("cannot delete old runs in {}: {}", results, e.getMessage());
    }
  }
}
