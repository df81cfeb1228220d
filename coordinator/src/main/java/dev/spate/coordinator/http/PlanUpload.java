package dev.spate.coordinator.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A plan with the files that it names: `{"plan": "…", "files": {"accounts.csv": "…"}}`. Nothing is
/// read from the coordinator's own disk.
///
/// @param files what is in them, by their names in the plan
record PlanUpload(String plan, Map<String, String> files) {
  static final String TYPE = "application/vnd.spate.plan-and-files+json";

  /// Of the whole body: 4 MB of plan and 1 MB of files, escaped.
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
        Map<String, String> texts = new LinkedHashMap<>();
        files.properties().forEach(file -> texts.put(file.getKey(), text(file.getValue())));
        return new PlanUpload(root.path("plan").stringValue(), texts);
      }
    } catch (JacksonException _) {
      // Said below.
    }
    throw wrong();
  }

  private static String text(JsonNode value) {
    if (!value.isString()) {
      throw wrong();
    }
    return value.stringValue();
  }

  private static Refusal wrong() {
    return new Refusal(400, TYPE + " is {\"plan\": TEXT, \"files\": {NAME: TEXT, ...}}");
  }
}
