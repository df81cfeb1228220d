package dev.spate.coordinator.plan;

import dev.spate.plan.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads `tags` of a request.
final class TagReader {
  private TagReader() {}

  static Tags read(Value mapping) {
    Map<String, String> tags = new TreeMap<>();
    for (Value.Field field : mapping.entries("keys and values")) {
      Optional<String> value = field.value().text("a text such as read");
      if (!Tags.isKey(field.name())) {
        field
            .key()
            .problem(
                "the key of a tag has 1 to %d letters, digits, _ . and -".formatted(Tags.MAX_KEY),
                "");
      } else if (value.isPresent() && !Tags.isValue(value.get())) {
        field
            .value()
            .problem(
                "the value of a tag has 1 to %d printable characters".formatted(Tags.MAX_VALUE),
                "");
      } else if (tags.size() == Tags.MAX) {
        field.key().problem("a request has at most %d tags".formatted(Tags.MAX), "");
      } else {
        value.ifPresent(text -> tags.put(field.name(), text));
      }
    }
    return new Tags(tags);
  }
}
