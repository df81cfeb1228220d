package dev.spate.coordinator.http;

import java.util.ArrayList;
import java.util.List;

/// Server-sent events, parsed as a browser would.
record EventStream(List<Event> events) {
  record Event(String name, String id, String data) {}

  static EventStream parse(String body) {
    List<Event> events = new ArrayList<>();
    for (String block : body.split("\n\n", -1)) {
      String name = field(block, "event");
      if (!name.isEmpty()) {
        events.add(new Event(name, field(block, "id"), field(block, "data")));
      }
    }
    return new EventStream(events);
  }

  private static String field(String block, String field) {
    return block
        .lines()
        .filter(line -> line.startsWith(field + ": "))
        .map(line -> line.substring(field.length() + 2))
        .findFirst()
        .orElse("");
  }

  List<String> names() {
    return events.stream().map(Event::name).toList();
  }

  List<String> data(String name) {
    return events.stream().filter(event -> event.name.equals(name)).map(Event::data).toList();
  }

  List<Long> ids() {
    return events.stream()
        .filter(event -> !event.id.isEmpty())
        .map(event -> Long.valueOf(event.id))
        .toList();
  }
}
