package dev.spate.coordinator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/// The OpenAPI description of this API, as it lies beside the code.
final class Description {
  private static final String TEXT = read();

  private Description() {}

  static String text() {
    return TEXT;
  }

  static Endpoint endpoint() {
    HttpResponse response = HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, TEXT);
    return Endpoint.get("/api/v1/openapi.json", _ -> CompletableFuture.completedFuture(response));
  }

  private static String read() {
    try (InputStream resource = Description.class.getResourceAsStream("openapi.json")) {
      if (resource == null) {
        throw new IllegalStateException("openapi.json is not in the program");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
