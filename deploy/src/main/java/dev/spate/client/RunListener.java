package dev.spate.client;

/// Hears how a run is getting on, on the thread that follows it.
@FunctionalInterface
public interface RunListener {
  /// About once a second.
  void onProgress(RunProgress progress);
}
