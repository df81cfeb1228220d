package dev.spate.worker;

import dev.spate.worker.engine.Engine;

/// Whether the loops stood still and wait for leave to go on. Leave holds as of when it was asked
/// for: whoever stood still again since then may have lost its part in the meantime, so an answer
/// that took as long as a standstill is none, and the question is asked again.
final class Standstill {
  private long asleepNs;

  void onHeld(long forNs) {
    asleepNs = Math.max(asleepNs, forNs);
  }

  /// Whether an answer is awaited.
  boolean awaitsAnswer() {
    return asleepNs > 0;
  }

  /// For how long the loops stood still; 0 where they do not wait for an answer to that.
  long asleepNs() {
    return asleepNs;
  }

  /// An answer comes.
  ///
  /// @param askedNanos when it was asked for, on the clock of `nowNanos`
  /// @return whether the loops may go on
  boolean onAnswer(long askedNanos, long nowNanos) {
    if (!awaitsAnswer() || nowNanos - askedNanos >= Engine.STOOD_STILL_NS) {
      return false;
    }
    end();
    return true;
  }

  /// Nobody is to answer any more.
  void end() {
    asleepNs = 0;
  }
}
