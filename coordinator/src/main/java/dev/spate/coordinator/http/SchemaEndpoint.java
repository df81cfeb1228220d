package dev.spate.coordinator.http;

import dev.spate.coordinator.plan.PlanSchema;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The JSON Schema of plans, for editors.
final class SchemaEndpoint {
  private SchemaEndpoint() {}

  static Endpoint of() {
    HttpResponse response =
        HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, PlanSchema.text());
    return Endpoint.get(
        "/api/v1/plan.schema.json", _ -> CompletableFuture.completedFuture(response));
  }
}
