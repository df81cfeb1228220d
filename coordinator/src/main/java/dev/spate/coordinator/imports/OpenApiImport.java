package dev.spate.coordinator.imports;

import dev.spate.coordinator.imports.Draft.DraftScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads an OpenAPI 3 description: a request for each operation, a scenario for each tag, with
/// examples for required parameters and bodies.
final class OpenApiImport {
  private static final Set<String> METHODS =
      Set.of("get", "post", "put", "patch", "delete", "head", "options", "trace");
  private static final Pattern PARAMETER = Pattern.compile("\\{([^{}]{1,200})}");

  private final Draft draft = new Draft();
  private final JsonNode root;
  private final SchemaExamples examples;

  private OpenApiImport(JsonNode root) {
    this.root = root;
    this.examples = new SchemaExamples(root);
  }

  static Draft read(JsonNode root) {
    if (!root.path("openapi").asString("").startsWith("3")) {
      throw new ImportException("only OpenAPI 3 is read; this says it is another version");
    }
    return new OpenApiImport(root).draft();
  }

  private Draft draft() {
    String title = Notes.onOneLine(root.at("/info/title").asString(""));
    draft.name = title.isEmpty() || title.length() > 100 ? "imported" : title;
    server();
    root.path("paths")
        .properties()
        .forEach(path -> {
          JsonNode item = examples.resolved(path.getValue());
          for (var operation : item.properties()) {
            if (METHODS.contains(operation.getKey())) {
              operation(operation.getKey(), path.getKey(), item, operation.getValue());
            }
          }
        });
    for (String part : List.of("webhooks", "security")) {
      if (!root.path(part).isEmpty()) {
        draft.notes.add(
            part + (part.equals("security") ? ": add what authorizes to http.headers" : ""));
      }
    }
    return draft;
  }

  private void server() {
    JsonNode server = root.at("/servers/0");
    String url = server.path("url").asString("");
    for (var variable : server.path("variables").properties()) {
      String value = variable.getValue().path("default").asString("");
      url = url.replace("{" + variable.getKey() + "}", value);
    }
    if (url.matches("(?i)https?://[^{}]+")) {
      draft.target(url);
    } else {
      draft.notes.add("the server is not said with its host: the target is a placeholder");
      draft.target(DraftYaml.PLACEHOLDER + (url.startsWith("/") ? url : ""));
    }
    if (root.path("servers").size() > 1) {
      draft.notes.add("other servers than the first");
    }
  }

  private void operation(String method, String path, JsonNode item, JsonNode operation) {
    String shown = method.toUpperCase(Locale.ROOT) + " " + path;
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(each -> parameters.add(examples.resolved(each)));
    operation.path("parameters").forEach(each -> parameters.add(examples.resolved(each)));
    StringBuilder url = new StringBuilder(filled(path, parameters));
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asString("").equals("query") && isSent(parameter)) {
        url.append(url.indexOf("?") < 0 ? '?' : '&');
        url.append(Draft.formEncoded(parameter.path("name").asString("")));
        url.append('=').append(Draft.formEncoded(value(parameter)));
      }
    }
    DraftRequest request = new DraftRequest(method.toUpperCase(Locale.ROOT), url.toString());
    request.name = operation.path("operationId").asString("");
    for (JsonNode parameter : parameters) {
      String in = parameter.path("in").asString("");
      if (in.equals("header") && isSent(parameter)) {
        request.header(parameter.path("name").asString(""), value(parameter));
      } else if (in.equals("cookie") && isSent(parameter)) {
        request.header("cookie", parameter.path("name").asString("") + "=" + value(parameter));
      }
    }
    if (!body(request, examples.resolved(operation.path("requestBody")), shown)) {
      return;
    }
    request.statuses = statuses(operation.path("responses"));
    if (!operation.path("security").isEmpty()) {
      draft.notes.add("security: add what authorizes to http.headers");
    }
    DraftScenario scenario = draft.scenario(operation.at("/tags/0").asString("api"));
    draft.request(scenario, request);
  }

  private String filled(String path, List<JsonNode> parameters) {
    Matcher holes = PARAMETER.matcher(path);
    return holes.replaceAll(hole -> {
      Optional<JsonNode> parameter =
          parameters.stream()
              .filter(each -> each.path("in").asString("").equals("path"))
              .filter(each -> each.path("name").asString("").equals(hole.group(1)))
              .findFirst();
      String value = parameter.map(this::value).orElse("1");
      return Matcher.quoteReplacement(Draft.formEncoded(value).replace("+", "%20"));
    });
  }

  private static boolean isSent(JsonNode parameter) {
    return parameter.path("required").asBoolean(false)
        || parameter.has("example")
        || parameter.has("examples");
  }

  private String value(JsonNode parameter) {
    JsonNode value = examples.of(parameter);
    return value.isContainer() && !value.isEmpty() && value.isArray()
        ? value.get(0).asString("1")
        : value.asString("1");
  }

  private boolean body(DraftRequest request, JsonNode body, String shown) {
    JsonNode content = body.path("content");
    for (var type : content.properties()) {
      if (type.getKey().contains("json")) {
        request.json = examples.of(type.getValue());
        if (!type.getKey().equals("application/json")) {
          request.header("content-type", type.getKey());
        }
        return true;
      }
    }
    JsonNode form = content.path("application/x-www-form-urlencoded");
    if (!form.isMissingNode()) {
      StringBuilder text = new StringBuilder();
      examples
          .of(form)
          .properties()
          .forEach(field -> {
            text.append(text.isEmpty() ? "" : "&").append(Draft.formEncoded(field.getKey()));
            text.append('=').append(Draft.formEncoded(field.getValue().asString("")));
          });
      request.body = text.toString();
      request.header("content-type", "application/x-www-form-urlencoded");
      return true;
    }
    if (!content.isEmpty()) {
      draft.notes.add(
          shown
              + ": bodies of "
              + String.join(", ", content.propertyNames())
              + " are not carried over");
      return !body.path("required").asBoolean(false);
    }
    return true;
  }

  /// Those of success that are named; where there is none, whatever Spate takes for one.
  private static Set<Integer> statuses(JsonNode responses) {
    Set<Integer> statuses = new TreeSet<>();
    for (String status : responses.propertyNames()) {
      if (status.matches("[23][0-9]{2}")) {
        statuses.add(Integer.valueOf(status));
      }
    }
    return statuses;
  }
}
