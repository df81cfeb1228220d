package dev.spate.coordinator.plan;

import dev.spate.plan.Body;
import dev.spate.plan.Template;
import java.util.List;
import java.util.Optional;

/// Reads the body of a request: a text, JSON, or the fields of a form.
record BodyReader(Scope scope) {
  private static final List<String> KINDS = List.of("body", "json", "form");

  /// @param body nothing where a problem was reported
  /// @param contentType what it is sent as unless the plan says otherwise; empty for a text
  record Read(Optional<Body> body, String contentType) {}

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
    Optional<Body> body = text(kind, value).flatMap(text -> body(value, text));
    return new Read(body, contentType(kind));
  }

  private static String contentType(String kind) {
    return switch (kind) {
      case "json" -> "application/json";
      case "form" -> "application/x-www-form-urlencoded";
      default -> "";
    };
  }

  private Optional<Template> text(String kind, Value value) {
    return switch (kind) {
      case "json" -> JsonBody.write(value, scope);
      case "form" -> new Pairs(scope).read(value, "names and values");
      default -> text(value);
    };
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
