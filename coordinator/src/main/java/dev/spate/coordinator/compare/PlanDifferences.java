package dev.spate.coordinator.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Where two plans differ: each place by its path, and what stands there.
final class PlanDifferences {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String ABSENT = "absent";
  private static final int MOST_TEXT = 40;

  private PlanDifferences() {}

  /// `phases[0].arrivalRate: 100/s, 200/s`; empty where they say the same, however it is written.
  static List<String> of(String a, String b) {
    Map<String, String> before = leaves(a);
    Map<String, String> after = leaves(b);
    Set<String> paths = new LinkedHashSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<String> differences = new ArrayList<>();
    for (String path : paths) {
      String was = before.getOrDefault(path, ABSENT);
      String is = after.getOrDefault(path, ABSENT);
      if (!Objects.equals(was, is)) {
        differences.add("%s: %s, %s".formatted(path, was, is));
      }
    }
    return differences;
  }

  private static Map<String, String> leaves(String yaml) {
    Map<String, String> leaves = new LinkedHashMap<>();
    try {
      collect("", YAML.readTree(yaml), leaves);
    } catch (JacksonException _) {
      leaves.put("plan", "unreadable");
    }
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(member ->
              collect(
                  path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                  member.getValue(),
                  leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int index = 0; index < node.size(); index++) {
        collect(path + "[" + index + "]", node.get(index), leaves);
      }
    } else if (!node.isMissingNode()) {
      leaves.put(path, shortened(node.isValueNode() ? node.asString() : node.toString()));
    }
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MOST_TEXT ? line : line.substring(0, MOST_TEXT - 1) + "…";
  }
}
