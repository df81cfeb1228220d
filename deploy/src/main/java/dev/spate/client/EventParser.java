package dev.spate.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the lines of an event stream together as the HTML standard says (server-sent events,
/// 9.2.6). Not for several threads.
final class EventParser {
  private final List<String> data = new ArrayList<>();
  private String name = "";
  private String id;

  /// @param lastId the last id of an earlier stream of the same events, or empty
  EventParser(String lastId) {
    this.id = lastId;
  }

  /// The id to resume after.
  String lastId() {
    return id;
  }

  /// Takes one line without its end.
  ///
  /// @return the event that it completes, or null
  @Nullable ServerEvent onLine(String line) {
    if (line.isEmpty()) {
      return dispatch();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return null; // a comment; servers send them to keep a connection open
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    onField(field, value.startsWith(" ") ? value.substring(1) : value);
    return null;
  }

  private void onField(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "data" -> data.add(value);
      case "id" -> id = value;
      default -> {} // the standard: other fields are ignored
    }
  }

  private @Nullable ServerEvent dispatch() {
    ServerEvent event =
        data.isEmpty()
            ? null
            : new ServerEvent(name.isEmpty() ? "message" : name, id, String.join("\n", data));
    name = "";
    data.clear();
    return event;
  }
}
