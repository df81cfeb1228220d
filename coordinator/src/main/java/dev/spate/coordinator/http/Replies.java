package dev.spate.coordinator.http;

import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The forms that answers have.
final class Replies {
  static final JsonMapper JSON = new JsonMapper();

  /// Nothing that is served here is to be framed, sniffed, kept or allowed to load anything. A
  /// report is one file with its own scripts, and gets an origin of its own.
  private static final List<HttpHeader> SECURITY =
      List.of(
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("X-Frame-Options", "DENY"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create(
              "Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' data:; "
                  + "img-src data:; sandbox allow-scripts "
                  + "allow-downloads; frame-ancestors 'none'"));

  private Replies() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static HttpResponse json(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, JSON.writeValueAsString(body));
  }

  /// @param message a sentence for people
  static HttpResponse error(int status, String message) {
    return json(status, object().put("error", message));
  }

  /// With all of them that the answer does not have its own of.
  static HttpResponse secured(HttpResponse response) {
    return response.addHeaders(
        SECURITY.stream().filter(header -> response.getHeader(header.name()).isEmpty()).toList());
  }
}
