package dev.spate.coordinator.imports;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Says which keys of a source nobody read: what an import does not know it cannot carry over, and
/// must not drop in silence.
final class Unread {
  private final Notes notes;

  Unread(Notes notes) {
    this.notes = notes;
  }

  /// Notes each key of an object that is not among those that are read. A value that says nothing
  /// (null, empty, false) is no loss.
  ///
  /// @param of what comes behind the key, such as `of GET /`, or a path that it is put to, such as
  ///   `config.http.`
  void of(JsonNode object, String of, Set<String> read) {
    object
        .propertyStream()
        .filter(property -> !read.contains(property.getKey()) && says(property.getValue()))
        .forEach(property -> notes.add(named(property.getKey(), of)));
  }

  private static String named(String key, String of) {
    return of.endsWith(".") ? of + key : key + " " + of;
  }

  private static boolean says(JsonNode value) {
    boolean nothing =
        value.isNull()
            || (value.isContainer() && value.isEmpty())
            || (value.isString() && value.stringValue().isEmpty())
            || (value.isBoolean() && !value.booleanValue());
    return !nothing;
  }
}
