package dev.spate.coordinator.history;

import org.apache.pekko.util.ByteString;

/// Events of a journal as records that workers keep: all but the interval reports, which they have
/// themselves.
public final class CharterRecords {
  private CharterRecords() {}

  /// Whether an event belongs to it.
  public static boolean takes(RunEvent event) {
    return !(event instanceof RunEvent.Reported);
  }

  public static ByteString encode(RunEvent event) {
    return ByteString.fromArray(JournalCodec.encode(event));
  }

  /// @throws IllegalArgumentException where it is no valid event
  public static RunEvent decode(ByteString record) {
    return JournalCodec.decode(record.toArray());
  }
}
