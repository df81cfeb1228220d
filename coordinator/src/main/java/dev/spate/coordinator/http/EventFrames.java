package dev.spate.coordinator.http;

import dev.spate.coordinator.RunFeed;
import dev.spate.coordinator.RunResult;
import org.apache.pekko.util.ByteString;
import tools.jackson.databind.node.ObjectNode;

/// The text of server-sent events. The data is JSON in one line, so it needs no splitting.
final class EventFrames {
  /// A comment: keeps the connection from looking dead.
  static final ByteString HEARTBEAT = ByteString.fromString(":\n\n");

  private EventFrames() {}

  static ByteString of(RunFeed feed) {
    return switch (feed) {
      case RunFeed.Slots(var firstNumber, var rows) -> {
        StringBuilder frames = new StringBuilder();
        long number = firstNumber;
        for (String row : rows) {
          frames.append(slot(number++, row));
        }
        yield ByteString.fromString(frames.toString());
      }
      case RunFeed.Skipped(var first, var last) ->
          event("skipped", "{\"from\":%d,\"to\":%d}".formatted(first, last));
      case RunFeed.Progress(var json) -> event("progress", json);
      case RunFeed.Finished(var result) -> finished(result);
      case RunFeed.Gone() -> ByteString.emptyByteString();
    };
  }

  static String slot(long number, String row) {
    return "event: slot\nid: " + number + "\ndata: " + row + "\n\n";
  }

  static ByteString finished(RunResult result) {
    ObjectNode data =
        Replies.object().put("verdict", result.verdict()).put("exitCode", result.exitCode());
    if (!result.problem().isEmpty()) {
      data.put("problem", result.problem());
    }
    return event("finished", data.toString());
  }

  private static ByteString event(String name, String data) {
    return ByteString.fromString("event: " + name + "\ndata: " + data + "\n\n");
  }
}
