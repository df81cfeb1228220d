package dev.spate.coordinator.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON Schema of `report.json` (draft 2020-12), as it lies beside what writes it: for whoever
/// reads reports by a program. It allows what is written, and nothing else.
public final class ReportSchema {
  private static final String TEXT = read();

  private ReportSchema() {}

  public static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream resource = ReportSchema.class.getResourceAsStream("report.schema.json")) {
      if (resource == null) {
        throw new IllegalStateException("report.schema.json is not in the program");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
