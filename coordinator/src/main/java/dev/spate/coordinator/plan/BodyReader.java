package dev.spate.coordinator.plan;

import dev.spate.plan.Body;
import dev.spate.plan.Template;
import java.util.List;
import java.util.Optional;

/// Reads the body of a request: a text, JSON, the fields of a form, a file, or several parts.
record BodyReader(Scope scope) {
  static final String MULTIPART = "multipart";
  private static final List<String> KINDS = List.of("body", "json", "form", "bodyFile", MULTIPART);

  /// @param body nothing where a problem was reported
  /// @param contentType what it is sent as unless the plan says otherwise; empty for a text
  record Read(Optional<Body> body, String contentType) {}

  private static final Read NOTHING = new Read(Optional.empty(), "");

  Read read(Fields step) {
    List<String> kinds = KINDS.stream().filter(step::has).toList();
    if (kinds.isEmpty()) {
      return new Read(Optional.of(Body.EMPTY), "");
    }
    for (String second : kinds.subList(1, kinds.size())) {
      step.refuse(
          "a request has one body; this one has the key " + kinds.getFirst() + " too", second);
    }
    String kind = kinds.getFirst();
    Value value = step.find(kind).orElseThrow();
    return switch (kind) {
      case "json" -> read(value, JsonBody.write(value, scope), "application/json");
      case "form" ->
          read(
              value,
              new Pairs(scope).read(value, "names and values"),
              "application/x-www-form-urlencoded");
      case "bodyFile" ->
          new BodyFileReader(scope)
              .read(value)
              .map(file -> read(value, Optional.of(file.text()), file.contentType()))
              .orElse(NOTHING);
      case MULTIPART ->
          new MultipartReader(scope)
              .read(value)
              .map(parts -> read(value, Optional.of(parts.text()), parts.contentType()))
              .orElse(NOTHING);
      default -> read(value, text(value), "");
    };
  }

  private static Read read(Value value, Optional<Template> text, String contentType) {
    return new Read(text.flatMap(known -> body(value, known)), contentType);
  }

  private Optional<Template> text(Value value) {
    if (!(value.node() instanceof Node.Scalar)) {
      value.mismatch("a text", "for a body in JSON use the key json");
      return Optional.empty();
    }
    return value.text("a text").flatMap(body -> scope.read(value, body, Template.Encoding.PLAIN));
  }

  private static Optional<Body> body(Value value, Template text) {
    try {
      return Optional.of(Body.of(text));
    } catch (IllegalArgumentException e) {
      value.problem(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }
}
