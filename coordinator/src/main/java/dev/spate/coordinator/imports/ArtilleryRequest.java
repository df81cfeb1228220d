package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A request of an Artillery script.
///
/// @param headers of all requests
/// @param variables what is known where it stands
record ArtilleryRequest(Draft draft, JsonNode headers, Placeholders variables) {
  private static final Set<String> KEYS =
      Set.of(
          "url",
          "uri",
          "name",
          "headers",
          "json",
          "body",
          "form",
          "formData",
          "qs",
          "auth",
          "capture",
          "match",
          "expect",
          "ifTrue",
          "followRedirect");

  /// Adds it, or notes why not.
  ///
  /// @return the variables that it captures
  Set<String> add(DraftScenario scenario, String method, JsonNode options) {
    String url = variables.fill(url(options));
    String shown = method.toUpperCase(Locale.ROOT) + " " + url;
    StringBuilder full = new StringBuilder(url);
    for (var field : options.path("qs").properties()) {
      full.append(full.indexOf("?") < 0 ? '?' : '&').append(field(field, "the query"));
    }
    DraftRequest request = new DraftRequest(method.toUpperCase(Locale.ROOT), full.toString());
    request.name = options.path("name").asString("");
    headers.properties().forEach(header -> header(request, header.getKey(), header.getValue()));
    options
        .path("headers")
        .properties()
        .forEach(header -> header(request, header.getKey(), header.getValue()));
    new Unread(draft.notes).of(options, "of " + shown, KEYS);
    if (!options.path("followRedirect").asBoolean(true)) {
      request.followRedirects = "false";
    }
    auth(request, options.path("auth"));
    new ArtilleryAnswers(draft, variables, shown).read(request, options);
    if (!body(request, options)) {
      draft.notes.add(
          shown + ": a form with files, which have to lie beside a plan: multipart, file");
      return Set.of();
    }
    String sent = full + request.body + request.parts + request.json;
    Optional<String> unknown = Placeholders.unknown(sent);
    if (unknown.isPresent()) {
      draft.notes.add(shown + ": nothing says the value of " + unknown.get());
      return Set.of();
    }
    return draft.request(scenario, request) ? request.captures.keySet() : Set.of();
  }

  static String url(JsonNode options) {
    return options.isString()
        ? options.stringValue()
        : options.path("url").asString(options.path("uri").asString("/"));
  }

  private String field(Map.Entry<String, JsonNode> field, String of) {
    if (field.getValue().isContainer()) {
      draft.notes.add("the values of " + field.getKey() + " in " + of + ": it is sent empty");
    }
    return variables.formField(field.getKey(), field.getValue().asString(""));
  }

  private void header(DraftRequest request, String name, JsonNode value) {
    String text = variables.fill(value.asString(""));
    request.headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    if (Placeholders.unknown(text).isPresent()) {
      draft.notes.add(
          "the header " + name + ": variables such as " + text + " are not carried over");
    } else {
      request.header(name, text);
    }
  }

  private void auth(DraftRequest request, JsonNode auth) {
    String user = variables.fill(auth.path("user").asString(""));
    String password = variables.fill(auth.path("pass").asString(""));
    if (!user.isEmpty() && Placeholders.unknown(user + password).isEmpty()) {
      request.isFrom("basic", user, password);
    } else if (!auth.isEmpty()) {
      draft.notes.add("auth of " + request.method + " " + request.url);
    }
  }

  /// Whether a plan can have it.
  private boolean body(DraftRequest request, JsonNode options) {
    if (options.has("json")) {
      String text = variables.fill(options.path("json").toString());
      request.body = text;
      PlanImport.jsonBody(text).ifPresent(json -> request.json = json);
      if (request.json == null && !request.hasHeader("content-type")) {
        request.header("content-type", "application/json");
      }
    } else if (options.path("form").isObject()) {
      StringBuilder text = new StringBuilder();
      for (var each : options.path("form").properties()) {
        text.append(text.isEmpty() ? "" : "&").append(field(each, "a form"));
      }
      request.body = Holes.urlEncoded(text.toString());
      request.header("content-type", "application/x-www-form-urlencoded");
    } else if (options.path("formData").isObject()) {
      return parts(request, options.path("formData"));
    } else {
      request.body = variables.fill(options.path("body").asString(""));
    }
    return true;
  }

  private boolean parts(DraftRequest request, JsonNode form) {
    for (var part : form.properties()) {
      if (part.getValue().isContainer() || part.getKey().isBlank()) {
        return false;
      }
      request.parts.add(
          new DraftRequest.NameValue(
              variables.fill(part.getKey()), variables.fill(part.getValue().asString(""))));
    }
    return true;
  }
}
