package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import dev.spate.coordinator.plan.QuickUrl;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Reads a recording of a browser (HTTP Archive 1.2). The requests to the document's host become
/// one scenario, with the pauses between them as think times.
final class HarImport {
  /// Shorter gaps are the browser's, not a person's.
  private static final double SHORTEST_THINK = 0.2;

  /// What a browser sends of its own accord, or what belongs to its cache and its session.
  private static final Set<String> OF_THE_BROWSER =
      Set.of(
          "user-agent",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "pragma",
          "upgrade-insecure-requests",
          "referer",
          "origin",
          "priority",
          "dnt",
          "te",
          "range",
          "if-none-match",
          "if-modified-since",
          "keep-alive",
          "proxy-connection",
          "purpose");

  private static final Set<String> UNSAID =
      Set.of("host", "connection", "content-length", "cookie");

  private final Draft draft = new Draft();
  private final DraftScenario scenario = draft.scenario("recording");
  private final Set<String> leftOut = new TreeSet<>();

  private HarImport() {}

  static Draft read(JsonNode root) {
    return new HarImport().draft(root.at("/log"));
  }

  private Draft draft(JsonNode log) {
    List<JsonNode> entries =
        log.path("entries")
            .valueStream()
            .filter(entry -> url(entry).matches("(?is)https?://.+"))
            .sorted(Comparator.comparing(entry -> began(entry).orElse(Instant.MIN)))
            .toList();
    if (entries.isEmpty()) {
      throw new ImportException("the recording has no request over HTTP");
    }
    long others = log.path("entries").size() - (long) entries.size();
    if (others > 0) {
      draft.notes.add(others + " entries that are no requests over HTTP (data:, blob:, ws:)");
    }
    JsonNode document =
        entries.stream().filter(HarImport::isDocument).findFirst().orElse(entries.getFirst());
    String origin = QuickUrl.of(url(document)).target();
    draft.target(origin);
    draft.name = "recording of " + Notes.onOneLine(origin.substring(origin.indexOf("://") + 3));
    if (draft.name.length() > 100) {
      draft.name = "recording";
    }
    entries(entries, origin.toLowerCase(Locale.ROOT));
    if (!leftOut.isEmpty()) {
      draft.notes.add("headers of the browser's own: " + String.join(", ", leftOut));
    }
    return draft;
  }

  private void entries(List<JsonNode> entries, String origin) {
    Optional<Instant> end = Optional.empty();
    for (JsonNode entry : entries) {
      boolean here = QuickUrl.of(url(entry)).target().toLowerCase(Locale.ROOT).equals(origin);
      Optional<Instant> began = began(entry);
      if (here && began.isPresent()) {
        if (end.isPresent() && scenario.requests > 0) {
          think(end.get(), began.get());
        }
        Instant ended = began.get().plusMillis(elapsedMs(entry));
        end = end.filter(ended::isBefore).or(() -> Optional.of(ended));
      }
      request(entry);
    }
  }

  private void think(Instant end, Instant began) {
    double seconds = (began.toEpochMilli() - end.toEpochMilli()) / 1e3;
    if (seconds >= SHORTEST_THINK) {
      draft.think(scenario, Math.round(seconds * 10) / 10.0);
    }
  }

  private void request(JsonNode entry) {
    JsonNode recorded = entry.path("request");
    DraftRequest request = new DraftRequest(recorded.path("method").asString("GET"), url(entry));
    for (JsonNode header : recorded.path("headers")) {
      header(request, header.path("name").asString(""), header.path("value").asString(""));
    }
    JsonNode data = recorded.path("postData");
    body(request, data);
    int status = entry.at("/response/status").asInt(0);
    if (status == 0) {
      draft.notes.add(
          request.method
              + " "
              + request.url
              + ": had no answer in the recording (aborted, blocked or refused); it is sent all the same");
    }
    if (status >= 400 && status <= 599) {
      request.statuses = Set.of(status);
      draft.notes.add(
          request.method
              + " "
              + request.url
              + ": was answered "
              + status
              + ", which is checked for");
    }
    draft.request(scenario, request);
  }

  private void header(DraftRequest request, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean browsers =
        OF_THE_BROWSER.contains(lower)
            || lower.startsWith("sec-")
            || (lower.equals("accept") && !value.contains("json"));
    if (lower.equals("cookie")) {
      draft.notes.add(
          "cookies: each virtual user sends those that it was given, not the recorded ones");
    } else if (browsers) {
      leftOut.add(lower);
    } else if (!lower.startsWith(":") && !UNSAID.contains(lower)) {
      request.header(name, value);
    }
  }

  private void body(DraftRequest request, JsonNode data) {
    String mime = data.path("mimeType").asString("");
    String text = data.path("text").asString("");
    if (mime.startsWith("multipart/form-data") && parts(request, data.path("params"))) {
      return;
    }
    if (mime.startsWith("multipart/") || data.path("encoding").isString()) {
      draft.notes.add(
          "the body of "
              + request.method
              + " "
              + request.url
              + ": "
              + mime
              + ", which is not in the recording as a plan could have it");
      return;
    }
    if (text.isEmpty() && data.path("params").isArray()) {
      StringBuilder form = new StringBuilder();
      for (JsonNode param : data.path("params")) {
        form.append(form.isEmpty() ? "" : "&");
        form.append(Draft.formEncoded(param.path("name").asString("")));
        form.append('=').append(Draft.formEncoded(param.path("value").asString("")));
      }
      text = form.toString();
    }
    request.body = text;
    if (mime.contains("json")) {
      PlanImport.jsonBody(text).ifPresent(json -> request.json = json);
    }
    if (!text.isEmpty() && !mime.isEmpty() && !request.hasHeader("content-type")) {
      request.header("content-type", mime);
    }
  }

  /// Whether all parts are texts.
  private static boolean parts(DraftRequest request, JsonNode params) {
    boolean texts =
        !params.isEmpty()
            && params
                .valueStream()
                .noneMatch(
                    param -> param.has("fileName") || param.path("name").asString("").isBlank());
    if (texts) {
      params.forEach(param ->
          request.parts.add(
              new DraftRequest.NameValue(
                  param.path("name").asString(""), param.path("value").asString(""))));
    }
    return texts;
  }

  private static boolean isDocument(JsonNode entry) {
    return entry.path("_resourceType").asString("").equals("document")
        || entry.at("/response/content/mimeType").asString("").startsWith("text/html");
  }

  private static String url(JsonNode entry) {
    return entry.at("/request/url").asString("");
  }

  private static long elapsedMs(JsonNode entry) {
    return Math.clamp(Math.round(entry.path("time").asDouble(0)), 0, 86_400_000);
  }

  private static Optional<Instant> began(JsonNode entry) {
    try {
      return Optional.of(
          OffsetDateTime.parse(entry.path("startedDateTime").asString("")).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
