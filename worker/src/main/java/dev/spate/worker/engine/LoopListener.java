package dev.spate.worker.engine;

/// Hears of one loop, on the loop's thread: must return at once.
public interface LoopListener {
  /// How many lines a loop says at most that its plan logs.
  int MAX_LOG_LINES = 100;

  /// Prepared; waits for the start.
  void onReady(int loop);

  /// A second's worth of counts, or the rest. The listener recycles the cut when it is done with
  /// it.
  void onCut(int loop, Cut cut);

  /// The loop follows a deal of lanes from now on.
  default void onDealt(int loop, int deal) {}

  /// The loop stood still for so long that its lanes may be another's by now.
  ///
  /// @param asleepNs for how long
  /// @return whether it begins and sends nothing until the engine is told to [go on][Engine#resume]
  ///   or to [end][Engine#fence]
  default boolean onStoodStill(int loop, long asleepNs) {
    return false;
  }

  /// A virtual user logs something; not more often than [#MAX_LOG_LINES].
  ///
  /// @param line one line, without control characters
  default void onLog(int loop, String line) {}

  /// The loop ended because of a defect or of something the machine refused. No cut follows.
  void onFailed(int loop, Throwable cause);
}
