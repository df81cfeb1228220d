package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request as it was found, before anything is known about whether a plan can have it. Filled
/// while a document is read.
final class DraftRequest {
  final String method;

  /// With the host, or a path of the draft's target.
  final String url;

  final List<NameValue> headers = new ArrayList<>();

  /// Of a multipart form, texts only.
  final List<NameValue> parts = new ArrayList<>();

  String name = "";
  String body = "";

  /// As a plan says it; empty where it does not.
  String followRedirects = "";

  /// Likewise.
  String auth = "";

  @Nullable JsonNode json;
  Set<Integer> statuses = Set.of();

  /// What else an answer has to be: by `header`, `jsonPath` or `body`, then by what is looked at,
  /// as a plan says it.
  final Map<String, Map<String, String>> checks = new LinkedHashMap<>();

  /// Variables, and where they get their values, as a plan says it.
  final Map<String, String> captures = new LinkedHashMap<>();

  record NameValue(String name, String value) {}

  DraftRequest(String method, String url) {
    this.method = method;
    this.url = url;
  }

  DraftRequest header(String header, String value) {
    headers.add(new NameValue(header, value));
    return this;
  }

  /// Adds what an answer has to be.
  ///
  /// @return whether nothing was said of it before
  boolean check(String place, String what, String rule) {
    return checks.computeIfAbsent(place, _ -> new LinkedHashMap<>()).putIfAbsent(what, rule)
        == null;
  }

  /// Says who it is from, as a plan does. One with a digest follows no redirects.
  void isFrom(String kind, String user, String password) {
    auth =
        "{ %s: { user: %s, password: %s } }"
            .formatted(
                kind, YamlText.of(Holes.written(user)), YamlText.of(Holes.written(password)));
    if (kind.equals("digest")) {
      followRedirects = "false";
    }
  }

  boolean hasHeader(String header) {
    return headers.stream().anyMatch(field -> field.name().equalsIgnoreCase(header));
  }
}
