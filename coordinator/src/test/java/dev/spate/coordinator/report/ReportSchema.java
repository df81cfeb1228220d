package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spate.coordinator.schema.JsonSchema;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds reports against the schema that is shipped.
public final class ReportSchema {
  private static final JsonMapper JSON = new JsonMapper();
  static final JsonNode TREE = JSON.readTree(JsonSchema.REPORT.text());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TREE);

  private ReportSchema() {}

  /// @param report a `report.json`
  public static void check(Path report) {
    check(JSON.readTree(report.toFile()));
  }

  /// Without a timeline.
  static void check(Report report) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ReportJson.write(report, _ -> {}, written);
    check(JSON.readTree(written.toByteArray()));
  }

  static void check(JsonNode report) {
    assertThat(SCHEMA.validate(report)).as("what report.schema.json says of a report").isEmpty();
  }

  static boolean accepts(JsonNode report) {
    return SCHEMA.validate(report).isEmpty();
  }
}
