package dev.spate.coordinator.plan;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Any document in YAML as a tree, read within the limits of a plan: 4 MB, 100,000 values (those
/// that aliases repeat included), 50 levels.
public final class YamlDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,30})(?:\\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,3})?");

  private YamlDocument() {}

  /// @throws IllegalArgumentException that says what is wrong, and where
  public static JsonNode read(String text) {
    Problems problems = new Problems();
    if (text.length() > PlanParser.MAX_CHARACTERS) {
      throw new IllegalArgumentException("larger than YAML may be here: 4 MB");
    }
    Optional<Node> root =
        YamlTree.read(text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    if (root.isEmpty() || !problems.none()) {
      Problem first = problems.inOrder().getFirst();
      throw new IllegalArgumentException(
          "line %d, column %d: %s".formatted(first.line(), first.column(), first.message()));
    }
    return tree(root.get());
  }

  private static JsonNode tree(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar);
      case Node.Sequence sequence -> {
        ArrayNode items = NODES.arrayNode();
        sequence.items().forEach(item -> items.add(tree(item)));
        yield items;
      }
      case Node.Mapping mapping -> {
        ObjectNode entries = NODES.objectNode();
        mapping.entries().forEach(entry -> entries.set(entry.key().text(), tree(entry.value())));
        yield entries;
      }
    };
  }

  private static JsonNode scalar(Node.Scalar scalar) {
    String text = scalar.text();
    if (scalar.isNull()) {
      return NODES.nullNode();
    }
    if (!scalar.plain()) {
      return NODES.stringNode(text);
    }
    if (text.equals("true") || text.equals("false")) {
      return NODES.booleanNode(text.equals("true"));
    }
    if (WHOLE.matcher(text).matches()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches()
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.stringNode(text);
  }
}
