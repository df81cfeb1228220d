package dev.spate.coordinator.http;

import dev.spate.coordinator.schema.JsonSchema;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The JSON Schemas of plans and reports, for editors and programs.
final class SchemaEndpoint {
  private SchemaEndpoint() {}

  static List<Endpoint> all() {
    return Arrays.stream(JsonSchema.values()).map(SchemaEndpoint::of).toList();
  }

  private static Endpoint of(JsonSchema schema) {
    HttpResponse response =
        HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, schema.text());
    return Endpoint.get(
        "/api/v1/" + schema.file(), _ -> CompletableFuture.completedFuture(response));
  }
}
