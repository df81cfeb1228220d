package dev.spate.client;

import java.time.Duration;

/// Hears how a run is getting on, on the thread that follows it.
@FunctionalInterface
public interface RunListener {
  /// About once a second.
  void onProgress(RunProgress progress);

  /// The coordinator has gone out of reach; it is looked for.
  ///
  /// @param reason a sentence for people
  /// @param patience for how long it is looked for
  default void onLost(String reason, Duration patience) {}

  /// The coordinator is there again, after [#onLost].
  default void onFound() {}
}
