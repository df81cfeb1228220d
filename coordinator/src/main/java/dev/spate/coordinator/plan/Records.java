package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.Feeder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The records of a feeder's file.
///
/// @param columns names of variables
/// @param values record by record, each in the order of the columns
record Records(List<String> columns, List<String> values) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Reads CSV, whose first line names the columns.
  ///
  /// @throws TextException with the line of what is wrong
  static Records ofCsv(String text) throws TextException {
    List<Csv.Row> rows = Csv.read(text);
    if (rows.isEmpty()) {
      throw empty();
    }
    List<String> columns = columns(rows.getFirst().line(), rows.getFirst().fields());
    List<String> values = new ArrayList<>();
    for (Csv.Row row : rows.subList(1, rows.size())) {
      if (row.fields().size() != columns.size()) {
        throw new TextException(
            "line %d: has %s, but there are %d columns"
                .formatted(row.line(), counted(row.fields().size()), columns.size()),
            "a value with a comma in it stands in double quotes");
      }
      values.addAll(row.fields());
    }
    return filled(columns, values);
  }

  private static String counted(int values) {
    return values == 1 ? "1 value" : values + " values";
  }

  /// Reads one JSON object a line, all with the keys of the first.
  ///
  /// @throws TextException with the line of what is wrong
  static Records ofJsonLines(String text) throws TextException {
    List<String> columns = List.of();
    List<String> values = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        JsonNode record = object(number, line);
        List<String> keys = List.copyOf(record.propertyNames());
        columns = columns.isEmpty() ? columns(number, keys) : columns;
        if (keys.size() != columns.size() || !keys.containsAll(columns)) {
          throw new TextException(
              "line " + number + ": has other keys than the first record",
              "every record has " + String.join(", ", columns));
        }
        for (String column : columns) {
          values.add(text(record.path(column)));
        }
      }
    }
    return filled(columns, values);
  }

  private static JsonNode object(int line, String text) throws TextException {
    try {
      JsonNode record = JSON.readTree(text);
      if (record.isObject()) {
        return record;
      }
    } catch (JacksonException _) {
      // Said below, with the line of the file.
    }
    throw new TextException("line " + line + ": is not a JSON object", "");
  }

  /// Texts as they are, nothing for null, everything else as JSON.
  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.isNull() ? "" : value.toString();
  }

  private static List<String> columns(int line, List<String> names) throws TextException {
    if (names.isEmpty() || names.size() > Feeder.MAX_COLUMNS) {
      throw new TextException(
          "line %d: has %d columns".formatted(line, names.size()),
          "a feeder has 1 to " + Feeder.MAX_COLUMNS);
    }
    for (String name : names) {
      if (!Expression.isName(name) || isBuiltIn(name)) {
        throw new TextException(
            "line %d: the column \"%s\" cannot be a variable"
                .formatted(line, Paths.printable(name)),
            "a variable's name has letters, digits and _, and is not built in");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new TextException("line " + line + ": two columns have the same name", "");
    }
    return List.copyOf(names);
  }

  private static boolean isBuiltIn(String name) {
    return name.equals(Expression.USER_NUMBER) || name.equals(Expression.ARRIVAL_NUMBER);
  }

  private static Records filled(List<String> columns, List<String> values) throws TextException {
    if (values.isEmpty()) {
      throw empty();
    }
    return new Records(columns, values);
  }

  private static TextException empty() {
    return new TextException("has no records", "");
  }
}
