package dev.spate.coordinator;

import java.util.Locale;

/// Where a run is, for people.
public enum RunPhase {
  /// For workers.
  WAITING,
  /// The workers get ready.
  PREPARING,
  /// From the order to start until the report is written.
  RUNNING,
  /// The report is written.
  FINISHED;

  /// The name in the API.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
