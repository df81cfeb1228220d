package dev.spate.worker.engine;

/// Hears of one loop, on the loop's thread: must return at once.
public interface LoopListener {
  /// Prepared; waits for the start.
  void onReady(int loop);

  /// A second's worth of counts, or the rest. The listener recycles the cut when it is done with
  /// it.
  void onCut(int loop, Cut cut);

  /// The loop ended because of a defect or of something the machine refused. No cut follows.
  void onFailed(int loop, Throwable cause);
}
