package dev.spate.coordinator.http;

import dev.spate.plan.Octets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A plan with the files that it names: `{"plan": "…", "files": {"accounts.csv": "…"}}`, where one
/// that is no text in UTF-8 is `{"base64": "…"}`. Nothing is read from the coordinator's own disk.
///
/// @param files what is in them, by their names in the plan
record PlanUpload(String plan, Map<String, Octets> files) {
  static final String TYPE = "application/vnd.spate.plan-and-files+json";

  private static final String BASE64 = "base64";

  /// Of the whole body: 4 MB of plan and up to 4.5 MB of files, escaped.
  static final int MAX_BYTES = 16 << 20;

  static boolean isOne(HttpRequest request) {
    MediaType type = request.entity().getContentType().mediaType();
    return (type.mainType() + "/" + type.subType()).equals(TYPE);
  }

  /// @throws Refusal for what is no such thing
  static PlanUpload read(String body) {
    try {
      JsonNode root = Replies.JSON.readTree(body);
      JsonNode files = root.path("files");
      if (root.path("plan").isString() && files.isObject()) {
        Map<String, Octets> contents = new LinkedHashMap<>();
        files.properties().forEach(file -> contents.put(file.getKey(), content(file.getValue())));
        return new PlanUpload(root.path("plan").stringValue(), contents);
      }
    } catch (JacksonException _) {
      // Said below.
    }
    throw wrong();
  }

  private static Octets content(JsonNode value) {
    if (value.isString()) {
      return Octets.of(value.stringValue());
    }
    try {
      if (value.path(BASE64).isString()) {
        return Octets.of(Base64.getDecoder().decode(value.path(BASE64).stringValue()));
      }
    } catch (IllegalArgumentException _) {
      // Said below.
    }
    throw wrong();
  }

  private static Refusal wrong() {
    return new Refusal(
        400, TYPE + " is {\"plan\": TEXT, \"files\": {NAME: TEXT or {\"base64\": TEXT}, ...}}");
  }
}
