package dev.spate.coordinator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which finished runs are kept.
///
/// @param keep the newest so many; null for any number
/// @param olderThan those that started so long ago are not; null for any age
public record Retention(@Nullable Integer keep, @Nullable Duration olderThan) {
  /// The runs that are not kept.
  ///
  /// @param runs the newest first
  public List<PastRun> superfluous(List<PastRun> runs, Instant now) {
    return java.util.stream.IntStream.range(0, runs.size())
        .filter(place -> !keeps(runs.get(place), place, now))
        .mapToObj(runs::get)
        .toList();
  }

  private boolean keeps(PastRun run, int place, Instant now) {
    boolean among = keep == null || place < keep;
    boolean young = olderThan == null || run.startedAt().isAfter(now.minus(olderThan));
    return among && young;
  }
}
