package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads a Postman collection v2.0 or v2.1: its requests in their order, as one scenario.
final class PostmanImport {
  private static final int DEEPEST = 40;

  /// The host with its port, and what comes behind.
  private static final Pattern URL =
      Pattern.compile("(?:[^/?#]*://)?([^/?#]*)(.*)", Pattern.DOTALL);

  /// What says something to people, or to Postman alone, is no loss.
  private static final Set<String> OF_ITEM =
      Set.of(
          "name",
          "info",
          "id",
          "_postman_id",
          "description",
          "request",
          "response",
          "event",
          "item",
          "auth",
          "variable");

  private static final Set<String> OF_REQUEST =
      Set.of("url", "method", "header", "body", "auth", "description");
  private static final Set<String> OF_URL =
      Set.of("raw", "protocol", "host", "port", "path", "query", "variable", "hash");
  private static final Set<String> OF_BODY =
      Set.of("mode", "raw", "urlencoded", "formdata", "file", "graphql", "options", "disabled");

  /// What Postman says a raw body is.
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "json", "application/json",
          "xml", "application/xml",
          "html", "text/html",
          "javascript", "application/javascript",
          "text", "text/plain");

  private final Draft draft = new Draft();
  private final Unread unread = new Unread(draft.notes);
  private final Placeholders variables = new Placeholders(this::given);

  /// Of the requests whose host the collection does not say.
  private String unknownHost = "";

  private final DraftScenario scenario = draft.scenario("collection");

  private PostmanImport() {}

  static Draft read(JsonNode root) {
    return new PostmanImport().draft(root);
  }

  private Draft draft(JsonNode root) {
    String name = Notes.onOneLine(root.at("/info/name").asString(""));
    draft.name = name.isEmpty() || name.length() > 100 ? "imported" : name;
    draft.http.put("followRedirects", "true"); // as Postman does
    for (JsonNode variable : root.path("variable")) {
      variables.put(
          variable.path("key").asString(variable.path("id").asString("")),
          variable.path("value").asString(""));
    }
    items(root, root.path("auth"), DEEPEST);
    return draft;
  }

  private void items(JsonNode folder, JsonNode outerAuth, int depth) {
    JsonNode auth =
        folder.has("auth") && !folder.path("auth").isNull() ? folder.path("auth") : outerAuth;
    scripts(folder);
    behavior(folder);
    if (depth == 0) {
      draft.notes.add("folders in folders beyond " + DEEPEST);
      return;
    }
    for (JsonNode item : folder.path("item")) {
      if (item.has("request")) {
        scripts(item);
        behavior(item);
        request(item, auth);
      } else {
        items(item, auth, depth - 1);
      }
    }
  }

  private void scripts(JsonNode item) {
    for (JsonNode event : item.path("event")) {
      boolean lines = !event.at("/script/exec").isEmpty();
      if (lines && !event.at("/script/exec").toString().matches("\\[(\"\\s*\",?)*]")) {
        draft.notes.add("the script (" + event.path("listen").asString("") + ") of " + name(item));
      }
    }
  }

  /// Redirects are known; whatever else Postman does differently is noted.
  private void behavior(JsonNode item) {
    JsonNode behavior = item.path("protocolProfileBehavior");
    unread.of(item, "of " + name(item), with(OF_ITEM, "protocolProfileBehavior"));
    unread.of(
        behavior, "of " + name(item) + " (protocolProfileBehavior)", Set.of("followRedirects"));
    if (!item.has("request") && !behavior.path("followRedirects").asBoolean(true)) {
      draft.http.remove("followRedirects");
    }
    if (!item.has("info") && item.has("variable") && !item.path("variable").isEmpty()) {
      draft.notes.add("variables of " + name(item) + " alone");
    }
  }

  private static Set<String> with(Set<String> keys, String key) {
    Set<String> more = new HashSet<>(keys);
    more.add(key);
    return more;
  }

  private static String name(JsonNode item) {
    return item.path("name").asString(item.at("/info/name").asString("the collection"));
  }

  private void request(JsonNode item, JsonNode outerAuth) {
    JsonNode found = item.path("request");
    String raw = found.isString() ? found.stringValue() : url(found.path("url"));
    String url = variables.fill(withoutUnknownHost(raw));
    String method = found.path("method").asString("GET");
    Optional<String> unknown = Placeholders.unknown(url);
    if (unknown.isPresent() || url.isBlank()) {
      draft.notes.add(
          name(item)
              + ": "
              + unknown.map(name -> "the value of " + name).orElse("its URL")
              + " is not in the collection");
      return;
    }
    boolean whole = url.contains("://") || url.startsWith("/");
    DraftRequest request = new DraftRequest(method, whole ? url : "http://" + url);
    request.name = item.path("name").asString("");
    unread.of(found, "of " + name(item), OF_REQUEST);
    unread.of(found.path("url"), "of the URL of " + name(item), OF_URL);
    unread.of(found.path("body"), "of the body of " + name(item), OF_BODY);
    if (!item.at("/protocolProfileBehavior/followRedirects").asBoolean(true)) {
      request.followRedirects = "false";
    }
    for (JsonNode header : found.path("header")) {
      if (!header.path("disabled").asBoolean(false)) {
        header(request, header.path("key").asString(""), header.path("value").asString(""));
      }
    }
    JsonNode own = found.path("auth");
    auth(request, own.isMissingNode() || own.isNull() ? outerAuth : own);
    if (body(request, found.path("body"))) {
      draft.request(scenario, request);
    }
  }

  /// What an environment of Postman would give a value, is a variable of the plan.
  private Optional<String> given(String name) {
    String variable = name.replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9])", "_");
    if (name.startsWith("$") || !DraftAnswers.isVariable(variable)) {
      return Optional.empty();
    }
    if (draft.variables.put(variable, "") == null) {
      draft.notes.add(
          "the value of {{%s}} is not in the collection: it is empty, or what -e %s=VALUE gives it"
              .formatted(name, variable));
    }
    return Optional.of(Holes.of(variable));
  }

  /// The path of a URL that has a variable without a value for its host: there is one target.
  private String withoutUnknownHost(String raw) {
    Matcher url = URL.matcher(variables.fillKnown(raw));
    boolean unknown = url.matches() && url.group(1).contains("{{");
    if (!unknown || !(unknownHost.isEmpty() || unknownHost.equals(url.group(1)))) {
      return raw;
    }
    unknownHost = url.group(1);
    draft.notes.add(unknownHost + " has no value in the collection: it is taken for the target");
    return url.group(2).startsWith("/") ? url.group(2) : "/" + url.group(2);
  }

  private String url(JsonNode url) {
    String raw = url.isString() ? url.stringValue() : url.path("raw").asString(joined(url));
    for (JsonNode variable : url.path("variable")) {
      String key = variable.path("key").asString("");
      String value = variables.formEncoded(variable.path("value").asString("1"));
      raw =
          (raw + "/")
              .replace("/:" + key + "/", "/" + value + "/")
              .replace("/:" + key + "?", "/" + value + "?");
      raw = raw.substring(0, raw.length() - 1);
    }
    return raw;
  }

  /// A URL in parts: Postman writes the whole beside them, other programs need not.
  private static String joined(JsonNode url) {
    String host = parts(url.path("host"), ".");
    if (host.isEmpty()) {
      return "";
    }
    String port = url.path("port").asString("");
    StringBuilder whole = new StringBuilder(url.path("protocol").asString("http")).append("://");
    whole.append(host).append(port.isEmpty() ? "" : ":" + port);
    whole.append('/').append(parts(url.path("path"), "/"));
    for (JsonNode field : url.path("query")) {
      if (!field.path("disabled").asBoolean(false)) {
        whole.append(whole.indexOf("?") < 0 ? '?' : '&').append(field.path("key").asString(""));
        whole.append('=').append(field.path("value").asString(""));
      }
    }
    return whole.toString();
  }

  private static String parts(JsonNode parts, String between) {
    return parts.isString()
        ? parts.stringValue()
        : parts
            .valueStream()
            .map(part -> part.asString(part.path("value").asString("")))
            .collect(Collectors.joining(between));
  }

  private void header(DraftRequest request, String name, String value) {
    String filled = variables.fill(value);
    Optional<String> unknown = Placeholders.unknown(filled);
    if (unknown.isPresent()) {
      draft.notes.add("the header " + name + ": " + unknown.get() + " has no value here");
    } else {
      request.header(name, filled);
    }
  }

  private void auth(DraftRequest request, JsonNode auth) {
    String type = auth.path("type").asString("noauth");
    switch (type) {
      case "noauth" -> {}
      case "bearer" -> header(request, "authorization", "Bearer " + part(auth, "bearer", "token"));
      case "basic" -> {
        String user = part(auth, "basic", "username") + ":" + part(auth, "basic", "password");
        Optional<String> unknown = Placeholders.unknown(user);
        byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
        String value = unknown.orElse("Basic " + Base64.getEncoder().encodeToString(bytes));
        if (Holes.isPlain(user)) {
          header(request, "authorization", value);
        } else {
          request.isFrom("basic", part(auth, "basic", "username"), part(auth, "basic", "password"));
        }
      }
      case "digest" -> {
        draft.notes.add(request.name + ": redirects are not followed where auth is digest");
        request.isFrom(
            "digest", part(auth, "digest", "username"), part(auth, "digest", "password"));
      }
      case "apikey" -> {
        if (part(auth, "apikey", "in").equals("query")) {
          draft.notes.add("an API key in the query");
        } else {
          header(request, part(auth, "apikey", "key"), part(auth, "apikey", "value"));
        }
      }
      default -> draft.notes.add("authorization of the kind " + type);
    }
  }

  /// v2.1 has a list of keys and values, v2.0 a mapping.
  private String part(JsonNode auth, String type, String key) {
    JsonNode parts = auth.path(type);
    if (parts.isObject()) {
      return variables.fill(parts.path(key).asString(""));
    }
    return parts
        .valueStream()
        .filter(part -> part.path("key").asString("").equals(key))
        .map(part -> variables.fill(part.path("value").asString("")))
        .findFirst()
        .orElse("");
  }

  private boolean body(DraftRequest request, JsonNode body) {
    if (body.path("disabled").asBoolean(false)) {
      return true;
    }
    String mode = body.path("mode").asString("");
    boolean carried =
        switch (mode) {
          case "" -> true;
          case "raw" -> raw(request, body);
          case "urlencoded" -> form(request, body.path("urlencoded"));
          case "formdata" -> parts(request, body.path("formdata"));
          default -> false;
        };
    String sent = request.json == null ? request.body : request.json.toString();
    Optional<String> unknown = Placeholders.unknown(sent + request.parts);
    if (!carried || unknown.isPresent()) {
      draft.notes.add(
          request.name
              + ": "
              + unknown.map(name -> name + " in its body").orElse("a body of the kind " + mode)
              + " is not carried over, so neither is the request");
      return false;
    }
    return true;
  }

  private boolean raw(DraftRequest request, JsonNode body) {
    String text = variables.fill(body.path("raw").asString(""));
    String language = body.at("/options/raw/language").asString("");
    request.body = text;
    boolean json =
        language.equals("json")
            || request.headers.stream()
                .anyMatch(header ->
                    header.name().equalsIgnoreCase("content-type")
                        && header.value().contains("json"));
    if (json) {
      PlanImport.jsonBody(text).ifPresent(tree -> request.json = tree);
    }
    String type = LANGUAGES.get(json ? "json" : language);
    if (request.json == null && type != null && !request.hasHeader("content-type")) {
      request.header("content-type", type);
    }
    return true;
  }

  /// Files are not in a collection.
  private boolean parts(DraftRequest request, JsonNode fields) {
    for (JsonNode field : fields) {
      if (!field.path("disabled").asBoolean(false)) {
        boolean file = field.path("type").asString("text").equals("file");
        if (file || field.path("key").asString("").isBlank()) {
          return false;
        }
        request.parts.add(
            new DraftRequest.NameValue(
                variables.fill(field.path("key").asString("")),
                variables.fill(field.path("value").asString(""))));
      }
    }
    return true;
  }

  private boolean form(DraftRequest request, JsonNode fields) {
    StringBuilder text = new StringBuilder();
    for (JsonNode field : fields) {
      if (!field.path("disabled").asBoolean(false)) {
        text.append(text.isEmpty() ? "" : "&");
        text.append(
            variables.formField(field.path("key").asString(""), field.path("value").asString("")));
      }
    }
    request.body = Holes.urlEncoded(text.toString());
    if (!request.hasHeader("content-type")) {
      request.header("content-type", "application/x-www-form-urlencoded");
    }
    return true;
  }
}
