package dev.spate.coordinator.plan;

import java.util.ArrayList;
import java.util.List;

/// Reads comma-separated values as RFC 4180 has them: fields in double quotes may hold commas, line
/// breaks and doubled quotes. Lines may end as on any system; empty ones are passed over.
final class Csv {
  private final String text;
  private int at;
  private int line = 1;

  private Csv(String text) {
    this.text = text;
  }

  /// One record.
  ///
  /// @param line where it begins, from 1
  record Row(int line, List<String> fields) {}

  /// All records, the one of the columns' names first.
  ///
  /// @throws TextException for a quote that is not closed, or closed too early
  static List<Row> read(String text) throws TextException {
    Csv csv = new Csv(text);
    List<Row> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      Row row = csv.row();
      if (row.fields().size() > 1 || !row.fields().getFirst().isEmpty()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Row row() throws TextException {
    int begins = line;
    List<String> fields = new ArrayList<>();
    do {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
    } while (passes(','));
    passes('\r');
    if (!passes('\n') && at < text.length() && text.charAt(at - 1) != '\r') {
      throw new TextException(
          "line " + line + ": a quote is closed in the middle of a value",
          "a quote in a quoted value is written twice");
    }
    line++;
    return new Row(begins, fields);
  }

  private boolean passes(char wanted) {
    boolean there = at < text.length() && text.charAt(at) == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private String plain() {
    int begins = at;
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(begins, at);
  }

  private String quoted() throws TextException {
    int opened = line;
    StringBuilder value = new StringBuilder();
    at++;
    while (true) {
      if (at == text.length()) {
        throw new TextException("line " + opened + ": a quote is not closed", "");
      }
      char next = text.charAt(at++);
      if (next == '"' && !passes('"')) {
        return value.toString();
      }
      line += next == '\n' ? 1 : 0;
      value.append(next);
    }
  }
}
