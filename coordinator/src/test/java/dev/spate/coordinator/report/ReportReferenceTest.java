package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tables of docs/report-reference.md are made from the schema. `-Dspate.reference.write=true`
/// writes them, this test only looks otherwise.
final class ReportReferenceTest {
  private static final Path PAGE = Path.of("../docs/report-reference.md");
  private static final String BEGINNING = "<!-- Made from report.schema.json from here on. -->\n";
  private static final JsonNode SCHEMA = new JsonMapper().readTree(JsonSchema.REPORT.text());

  @Test
  void hasEachFieldOfTheSchema() throws IOException {
    String page = Files.readString(PAGE);
    int made = page.indexOf(BEGINNING) + BEGINNING.length();
    assertThat(made).isGreaterThan(BEGINNING.length());
    String expected = page.substring(0, made) + tables();
    if (Boolean.getBoolean("spate.reference.write")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
  }

  @Test
  void eachFieldSaysWhatItIs() {
    tables()
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> assertThat(line).doesNotEndWith("|  |").doesNotContain("|  |"));
  }

  private static String tables() {
    StringBuilder text = new StringBuilder(table("The report", SCHEMA));
    SCHEMA
        .path("$defs")
        .properties()
        .forEach(named -> {
          if (named.getValue().has("properties")) {
            text.append(table("`" + named.getKey() + "`", named.getValue()));
          }
        });
    return text.toString();
  }

  private static String table(String title, JsonNode schema) {
    return "\n## "
        + title
        + "\n"
        + schema.path("description").asString()
        + "\n\n| field | what it is | meaning |\n|---|---|---|\n"
        + schema.path("properties").properties().stream()
            .map(field -> row(field.getKey(), field.getValue()))
            .collect(Collectors.joining());
  }

  private static String row(String name, JsonNode field) {
    String meaning =
        field.path("description").asString(meant(field).path("description").asString(""));
    return "| `%s` | %s | %s |\n".formatted(name, kind(field), meaning.replace("|", "\\|"));
  }

  private static JsonNode meant(JsonNode field) {
    String reference = field.path("$ref").asString("");
    return reference.isEmpty() ? field : SCHEMA.at(reference.substring(1));
  }

  /// The type in words; what has a table of its own is linked.
  private static String kind(JsonNode field) {
    if (field.has("$ref")) {
      return named(field.path("$ref").asString().replace("#/$defs/", ""), meant(field));
    }
    if (field.has("oneOf")) {
      return field
          .path("oneOf")
          .valueStream()
          .map(ReportReferenceTest::kind)
          .collect(Collectors.joining(" or "));
    }
    if (field.has("const")) {
      return "`" + field.path("const").asString() + "`";
    }
    if (field.has("enum")) {
      return names(field.path("enum"));
    }
    if (field.path("type").asString("").equals("array")) {
      return "list of: " + kind(field.path("items"));
    }
    return types(field);
  }

  private static String named(String name, JsonNode schema) {
    if (schema.has("properties")) {
      return "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT));
    }
    return switch (name) {
      case "cause", "markKind" -> names(schema.path("enum"));
      case "count" -> "count";
      case "bytes" -> "bytes";
      case "seconds" -> "seconds";
      case "secondsOrNull" -> "seconds or null";
      case "perSecond" -> "per second";
      case "part" -> "part (1 is all)";
      case "numberOrNull" -> "number or null";
      case "errors" -> "counts by cause: " + names(SCHEMA.at("/$defs/cause/enum"));
      case "tags" -> "texts by key";
      default -> throw new AssertionError("no words for " + name);
    };
  }

  private static String names(JsonNode names) {
    return names
        .valueStream()
        .map(name -> "`" + name.asString() + "`")
        .collect(Collectors.joining(", "));
  }

  private static String types(JsonNode field) {
    List<String> types = new ArrayList<>();
    JsonNode type = field.path("type");
    (type.isArray() ? type.valueStream().toList() : List.of(type))
        .forEach(each -> types.add(word(each.asString(""))));
    return String.join(" or ", types);
  }

  private static String word(String type) {
    return switch (type) {
      case "string" -> "text";
      case "boolean" -> "true or false";
      case "integer" -> "whole number";
      case "object" -> "counts by status";
      default -> type;
    };
  }
}
