package dev.spate.coordinator.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A JSON Schema (draft 2020-12) that the program comes with.
public enum JsonSchema {
  /// Of a plan: for editors, which complete and check plans by it. The readers say more, and have
  /// the last word.
  PLAN("plan.schema.json"),
  /// Of a `report.json`: every field with its unit.
  REPORT("report.schema.json");

  private final String file;
  private final String text;

  JsonSchema(String file) {
    this.file = file;
    this.text = read(file);
  }

  /// The name of its file.
  public String file() {
    return file;
  }

  public String text() {
    return text;
  }

  private static String read(String file) {
    try (InputStream resource = JsonSchema.class.getResourceAsStream(file)) {
      if (resource == null) {
        throw new IllegalStateException(file + " is not in the program");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
