package dev.spate.coordinator.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON Schema of a plan (draft 2020-12), as it lies beside the readers: for editors, which
/// complete and check plans by it. The readers say more, and have the last word.
public final class PlanSchema {
  private static final String TEXT = read();

  private PlanSchema() {}

  public static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream resource = PlanSchema.class.getResourceAsStream("plan.schema.json")) {
      if (resource == null) {
        throw new IllegalStateException("plan.schema.json is not in the program");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
