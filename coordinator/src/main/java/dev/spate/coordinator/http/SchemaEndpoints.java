package dev.spate.coordinator.http;

import dev.spate.coordinator.plan.PlanSchema;
import dev.spate.coordinator.report.ReportSchema;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The JSON Schemas of plans, for editors, and of reports, for programs that read them.
final class SchemaEndpoints {
  private SchemaEndpoints() {}

  static List<Endpoint> all() {
    return List.of(
        of("/api/v1/plan.schema.json", PlanSchema.text()),
        of("/api/v1/report.schema.json", ReportSchema.text()));
  }

  private static Endpoint of(String path, String schema) {
    HttpResponse response = HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, schema);
    return Endpoint.get(path, _ -> CompletableFuture.completedFuture(response));
  }
}
