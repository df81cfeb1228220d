package dev.spate.coordinator.http;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The timeline of a finished run, row by row out of its report.json, as the events that they were.
/// Reads on, never the whole file.
final class PastRows implements AutoCloseable {
  private final JsonParser parser;
  private long number;

  private PastRows(Path report) {
    this.parser = Replies.JSON.createParser(report);
    findTimeline();
  }

  /// @param afterSlot the number of the last row that is not wanted
  static Source<ByteString, NotUsed> after(Path report, long afterSlot) {
    return Source.unfoldResource(
        () -> new PastRows(report), rows -> rows.next(afterSlot), PastRows::close);
  }

  private void findTimeline() {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean found = parser.currentName().equals("timeline");
      parser.nextToken();
      if (found) {
        return;
      }
      parser.skipChildren();
    }
  }

  private Optional<ByteString> next(long afterSlot) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      number++;
      if (number > afterSlot) {
        String row = parser.readValueAsTree().toString();
        return Optional.of(ByteString.fromString(EventFrames.slot(number, row)));
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    parser.close();
  }
}
