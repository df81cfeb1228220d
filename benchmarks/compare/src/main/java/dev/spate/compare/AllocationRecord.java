package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/// What a worker allocated in a part of a run.
///
/// @param loop bytes of the event loops' threads
/// @param all bytes of all threads but those of the recorder itself
/// @param collections of garbage
/// @param seconds between the first and the last note
record AllocationRecord(long loop, long all, long collections, double seconds) {
  /// A configuration of the recorder.
  static final String SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ThreadAllocationStatistics">
          <setting name="enabled">true</setting>
          <setting name="period">1 s</setting>
        </event>
        <event name="jdk.GarbageCollection">
          <setting name="enabled">true</setting>
          <setting name="threshold">0 ms</setting>
        </event>
      </configuration>
      """;

  private static final String LOOP_NAME = "spate-loop";
  private static final String RECORDER_NAME = "JFR";

  /// Reads what was noted between two instants of the wall clock.
  ///
  /// @throws IOException where that is nothing of an event loop
  static AllocationRecord read(Path file, long fromMs, long toMs) throws IOException {
    Reader reader = new Reader(Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(toMs));
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      reader.onEvent(event);
    }
    return reader.sum();
  }

  /// What a thread had allocated when it was seen first and last.
  private record Span(String thread, long first, Instant since, long last, Instant until) {
    double seconds() {
      return (until.toEpochMilli() - since.toEpochMilli()) / 1e3;
    }
  }

  private static final class Reader {
    private final Instant from;
    private final Instant to;
    private final Map<Long, Span> spans = new HashMap<>();
    private long collections;

    Reader(Instant from, Instant to) {
      this.from = from;
      this.to = to;
    }

    void onEvent(RecordedEvent event) {
      Instant at = event.getStartTime();
      if (at.isBefore(from) || at.isAfter(to)) {
        return;
      }
      switch (event.getEventType().getName()) {
        case "jdk.GarbageCollection" -> collections++;
        case "jdk.ThreadAllocationStatistics" -> onAllocated(event, at);
        default -> {}
      }
    }

    private void onAllocated(RecordedEvent event, Instant at) {
      RecordedThread thread = event.getThread("thread");
      if (thread == null || thread.getJavaName() == null) {
        return;
      }
      long bytes = event.getLong("allocated");
      Span now = new Span(thread.getJavaName(), bytes, at, bytes, at);
      spans.merge(
          thread.getJavaThreadId(),
          now,
          (before, after) ->
              after.until().isAfter(before.until())
                  ? new Span(
                      before.thread(), before.first(), before.since(), after.last(), after.until())
                  : before);
    }

    AllocationRecord sum() throws IOException {
      long loop = 0;
      long all = 0;
      double seconds = 0;
      for (Span span : spans.values()) {
        long bytes = span.last() - span.first();
        all += span.thread().startsWith(RECORDER_NAME) ? 0 : bytes;
        if (span.thread().startsWith(LOOP_NAME)) {
          loop += bytes;
          seconds = Math.max(seconds, span.seconds());
        }
      }
      if (seconds == 0) {
        throw new IOException("the recording has no event loop in it");
      }
      return new AllocationRecord(loop, all, collections, seconds);
    }
  }
}
