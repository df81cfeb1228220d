package dev.spate.coordinator.history;

/// What was found at the end of a journal.
///
/// @param events how many whole events it holds
/// @param wholeBytes the length of the file up to the end of the last whole event
/// @param tornBytes how many bytes after that were cut: what was left of an event that was being
///   written when the machine or the process died; 0 where the journal ends as it should
public record JournalEnd(long events, long wholeBytes, long tornBytes) {
  /// Whether the last event was lost in mid-write.
  public boolean torn() {
    return tornBytes > 0;
  }
}
