package dev.spate.coordinator.imports;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// Values for what OpenAPI describes: an example, a default, the first of an enumeration, or one of
/// the type. Of an object, the required properties and those with an example. Bounded: schemas may
/// refer to themselves.
final class SchemaExamples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;
  private static final int MOST_VALUES = 500;

  private final JsonNode root;
  private final Set<String> within = new HashSet<>();
  private int left;

  SchemaExamples(JsonNode root) {
    this.root = root;
  }

  /// What a reference within the document leads to; what is none, or leads out of it, is itself.
  JsonNode resolved(JsonNode node) {
    JsonNode found = node;
    for (int hops = 0; hops < 20 && found.path("$ref").isString(); hops++) {
      String reference = found.path("$ref").stringValue();
      found = reference.startsWith("#/") ? at(reference) : MissingNode.getInstance();
    }
    return found;
  }

  private JsonNode at(String reference) {
    JsonNode node = root;
    for (String part : reference.substring(2).split("/", -1)) {
      node = node.path(part.replace("~1", "/").replace("~0", "~"));
    }
    return node;
  }

  /// The value of a parameter or a media type.
  JsonNode of(JsonNode described) {
    left = MOST_VALUES;
    return given(described).orElseGet(() -> value(described.path("schema"), DEEPEST));
  }

  private Optional<JsonNode> given(JsonNode described) {
    if (described.has("example")) {
      return Optional.of(described.path("example"));
    }
    for (JsonNode example : described.path("examples")) {
      JsonNode value =
          described.path("examples").isObject() ? resolved(example).path("value") : example;
      if (!value.isMissingNode()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /// A schema within itself is nothing.
  private JsonNode value(JsonNode unresolved, int depth) {
    String reference = unresolved.path("$ref").asString("");
    if (reference.isEmpty()) {
      return resolvedValue(unresolved, depth);
    }
    if (!within.add(reference)) {
      return NODES.nullNode();
    }
    JsonNode value = resolvedValue(resolved(unresolved), depth);
    within.remove(reference);
    return value;
  }

  private JsonNode resolvedValue(JsonNode schema, int depth) {
    left--;
    Optional<JsonNode> given = given(schema);
    if (given.isPresent()) {
      return given.get();
    }
    for (String key : new String[] {"default", "const"}) {
      if (schema.has(key)) {
        return schema.path(key);
      }
    }
    if (!schema.path("enum").isEmpty()) {
      return schema.path("enum").path(0);
    }
    return depth == 0 || left <= 0 ? NODES.nullNode() : made(schema, depth);
  }

  private JsonNode made(JsonNode schema, int depth) {
    for (String choice : new String[] {"oneOf", "anyOf"}) {
      if (!schema.path(choice).isEmpty()) {
        return value(schema.path(choice).path(0), depth - 1);
      }
    }
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.path(0).asString("") : type.asString("");
    if (schema.has("properties") || schema.has("allOf") || name.equals("object")) {
      ObjectNode object = NODES.objectNode();
      properties(object, schema, depth);
      return object;
    }
    return switch (name) {
      case "array" -> {
        ArrayNode items = NODES.arrayNode();
        yield items.add(value(schema.path("items"), depth - 1));
      }
      case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
      case "number" -> NODES.numberNode(schema.path("minimum").asDouble(1.5));
      case "boolean" -> NODES.booleanNode(true);
      default -> NODES.stringNode(text(schema.path("format").asString("")));
    };
  }

  private void properties(ObjectNode object, JsonNode schema, int depth) {
    for (JsonNode part : schema.path("allOf")) {
      if (depth > 1 && left > 0) {
        properties(object, resolved(part), depth - 1);
      }
    }
    for (var property : schema.path("properties").properties()) {
      boolean required =
          schema
              .path("required")
              .valueStream()
              .anyMatch(name -> name.asString("").equals(property.getKey()));
      JsonNode described = resolved(property.getValue());
      boolean wanted = required || described.has("example") || described.has("default");
      if (wanted && left > 0 && !described.path("readOnly").asBoolean(false)) {
        object.set(property.getKey(), value(property.getValue(), depth - 1));
      }
    }
  }

  private static String text(String format) {
    return switch (format) {
      case "date" -> "2030-01-31";
      case "date-time" -> "2030-01-31T12:00:00Z";
      case "uuid" -> "123e4567-e89b-42d3-a456-426614174000";
      case "email" -> "user@example.org";
      case "uri", "url" -> "https://example.org/";
      case "ipv4" -> "192.0.2.1";
      default -> "text";
    };
  }
}
