package dev.spate.coordinator.imports;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What plans can be made from.
public enum ImportKind {
  CURL("curl", "curl command lines"),
  HAR("har", "a HAR recording"),
  OPENAPI("openapi", "an OpenAPI 3 description"),
  POSTMAN("postman", "a Postman collection v2"),
  K6("k6", "k6 options in JSON"),
  ARTILLERY("artillery", "an Artillery script");

  private final String id;
  private final String words;

  ImportKind(String id, String words) {
    this.id = id;
    this.words = words;
  }

  public String id() {
    return id;
  }

  String words() {
    return words;
  }

  /// @throws ImportException where there is no such kind
  public static ImportKind named(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new ImportException("cannot import from '" + id + "', only from " + ids()));
  }

  /// All of them.
  public static String ids() {
    return Arrays.stream(values()).map(ImportKind::id).collect(Collectors.joining(", "));
  }

  /// By what only documents of that kind have.
  static Optional<ImportKind> of(JsonNode root) {
    if (root.at("/log/entries").isArray()) {
      return Optional.of(HAR);
    }
    if (root.path("openapi").isString() || root.path("swagger").isString()) {
      return Optional.of(OPENAPI);
    }
    if (root.path("item").isArray() && root.path("info").isObject()) {
      return Optional.of(POSTMAN);
    }
    if (root.path("config").isObject() || root.path("scenarios").isArray()) {
      return Optional.of(ARTILLERY);
    }
    boolean k6 =
        root.path("stages").isArray()
            || root.has("vus")
            || root.path("scenarios").isObject()
            || root.path("thresholds").isObject();
    return k6 ? Optional.of(K6) : Optional.empty();
  }
}
