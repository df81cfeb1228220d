package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.YamlText;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A value of JSON in YAML: on one line where it fits, else as a block.
final class JsonLines {
  private static final int WIDEST = 90;

  private JsonLines() {}

  /// Adds `key: value`.
  static void add(List<String> lines, String key, JsonNode value) {
    String flow = flow(value);
    if (flow.length() <= WIDEST || !value.isContainer()) {
      lines.add(key + ": " + flow);
      return;
    }
    lines.add(key + ":");
    block(lines, "  ", value);
  }

  private static void block(List<String> lines, String indent, JsonNode value) {
    if (value.isArray()) {
      value.forEach(item -> lines.add(indent + "- " + flow(item)));
      return;
    }
    value
        .properties()
        .forEach(entry -> {
          String key = indent + YamlText.of(entry.getKey());
          String flow = flow(entry.getValue());
          if (flow.length() <= WIDEST || !entry.getValue().isObject()) {
            lines.add(key + ": " + flow);
          } else {
            lines.add(key + ":");
            block(lines, indent + "  ", entry.getValue());
          }
        });
  }

  static String flow(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(JsonLines::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.isObject()) {
      return value.isEmpty()
          ? "{}"
          : value.properties().stream()
              .map(entry -> YamlText.of(entry.getKey()) + ": " + flow(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    }
    return value.isString() ? YamlText.of(Holes.written(value.stringValue())) : value.toString();
  }
}
