package dev.spate.coordinator.report.written;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spate.coordinator.schema.JsonSchema;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds reports against their schema.
public final class ReportCheck {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_SAID = 10;

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JSON.readTree(JsonSchema.REPORT.text()));

  private ReportCheck() {}

  /// What is wrong with a report, and where.
  public static List<String> problems(JsonNode report) {
    return SCHEMA.validate(report).stream().map(Error::toString).toList();
  }

  /// @throws AssertionError where the file is not what the schema says
  static void check(Path file) {
    List<String> problems = problems(JSON.readTree(file.toFile()));
    if (!problems.isEmpty()) {
      throw new AssertionError(
          file
              + " is not what report.schema.json says: "
              + String.join("\n", problems.subList(0, Math.min(MOST_SAID, problems.size()))));
    }
  }
}
