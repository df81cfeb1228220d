package dev.spate.coordinator;

import java.util.List;

/// What those hear who follow a run while it goes on. Rows and progress are JSON texts without line
/// breaks, rendered once for all listeners.
public sealed interface RunFeed {
  /// Timeline rows of slots that closed, in their order.
  ///
  /// @param firstNumber of the first of them; the closed slots of a run are numbered from 1
  record Slots(long firstNumber, List<String> rows) implements RunFeed {
    public Slots {
      rows = List.copyOf(rows);
    }
  }

  /// Rows that a listener wanted to hear of again, and that are no longer in memory; the report has
  /// them.
  record Skipped(long firstNumber, long lastNumber) implements RunFeed {}

  /// The snapshot since the start; comes once a second.
  record Progress(String json) implements RunFeed {}

  /// All files are written, or will never be. Nothing follows.
  record Finished(RunResult result) implements RunFeed {}

  /// The run is not followed here any more. Nothing follows; ask anew.
  record Gone() implements RunFeed {}
}
