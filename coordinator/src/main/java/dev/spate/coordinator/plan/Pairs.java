package dev.spate.coordinator.plan;

import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads names and values that are sent as `name=value&name=value`, as a query or the fields of a
/// form, each percent-encoded. A list as a value says its name again for each of its items.
record Pairs(Scope scope) {
  private static final int MOST = 1_000;

  /// Nothing where a problem was reported.
  Optional<Template> read(Value mapping, String what) {
    List<Value.Field> fields = mapping.entries(what);
    if (mapping.node() instanceof Node.Mapping && (fields.isEmpty() || fields.size() > MOST)) {
      mapping.problem("must have 1 to " + MOST + " entries, not " + fields.size(), "");
      return Optional.empty();
    }
    List<Template.Part> parts = new ArrayList<>();
    boolean sound = !fields.isEmpty();
    for (Value.Field field : fields) {
      List<Value> values =
          field.value().node() instanceof Node.Sequence
              ? field.value().items("values", MOST)
              : List.of(field.value());
      sound &= !values.isEmpty();
      for (Value value : values) {
        sound &= add(field.name(), value, parts);
      }
    }
    return sound ? together(mapping, parts) : Optional.empty();
  }

  private boolean add(String name, Value value, List<Template.Part> parts) {
    Optional<Template> text =
        value.text("a text").flatMap(each -> scope.read(value, each, Template.Encoding.PLAIN));
    parts.add(new Template.Text((parts.isEmpty() ? "" : "&") + encoded(name) + "="));
    text.ifPresent(template -> template.parts().forEach(part -> parts.add(encoded(part))));
    return text.isPresent();
  }

  private static Optional<Template> together(Value mapping, List<Template.Part> parts) {
    try {
      return Optional.of(Template.joined(parts));
    } catch (IllegalArgumentException e) {
      mapping.problem(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private static Template.Part encoded(Template.Part part) {
    return switch (part) {
      case Template.Text(String text) -> new Template.Text(encoded(text));
      case Template.Secret(String name, String text) -> new Template.Secret(name, encoded(text));
      case Template.File file -> throw new IllegalStateException("not in a form: " + file.name());
      case Template.Hole(var value, _) -> new Template.Hole(value, Template.Encoding.URL);
    };
  }

  private static String encoded(String text) {
    return Template.Encoding.URL.encode(text);
  }
}
