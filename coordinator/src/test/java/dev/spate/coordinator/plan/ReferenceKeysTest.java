package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds docs/plan-reference.md and the schema against each other: no key is in one of them only.
final class ReferenceKeysTest {
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");

  /// A row of a table.
  private record Row(String heading, String first, String whole) {}

  private static Set<String> keysOfSchema() {
    Set<String> keys = new TreeSet<>();
    collect(JsonMapper.builder().build().readTree(JsonSchema.PLAN.text()), keys);
    return keys;
  }

  private static void collect(JsonNode schema, Set<String> keys) {
    if (schema.path("properties").isObject()) {
      keys.addAll(schema.path("properties").propertyNames());
    }
    schema.valueStream().forEach(within -> collect(within, keys));
  }

  private static List<Row> rows() throws IOException {
    String[] lines = Files.readString(Path.of("../docs/plan-reference.md")).split("\n", -1);
    String[] heading = {""};
    return IntStream.range(1, lines.length)
        .filter(line -> lines[line].startsWith("|"))
        .mapToObj(line -> {
          String first = CELL_END.split(lines[line], -1)[1].strip();
          if (!lines[line - 1].startsWith("|")) {
            heading[0] = first;
          }
          return new Row(heading[0], first, lines[line]);
        })
        .toList();
  }

  @Test
  void everyKeyOfTheSchemaIsInATableAndInAnExample() throws IOException {
    String tables = rows().stream().map(Row::whole).collect(Collectors.joining("\n"));
    String examples = String.join("\n", PlanReferenceTest.examples());
    for (String key : keysOfSchema()) {
      String name = Pattern.quote(key);
      assertThat(tables).as("tables").containsPattern("[` .]" + name + "(`|:)");
      assertThat(examples).as("examples").containsPattern("\\b" + name + "[\"']?:");
    }
  }

  @Test
  void everyKeyOfATableIsInTheSchema() throws IOException {
    Set<String> keys =
        rows().stream()
            .filter(row -> row.heading().equals("key"))
            .flatMap(row -> QUOTED.matcher(row.first()).results().map(found -> found.group(1)))
            .map(key -> key.substring(key.lastIndexOf('.') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSizeGreaterThan(60);
    assertThat(keysOfSchema()).containsAll(keys);
  }
}
