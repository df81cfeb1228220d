package dev.spate.coordinator.plan;

import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a step that is a request.
///
/// @param target null where it has a problem of its own
/// @param planHeaders sent with every request
/// @param planTemplates where those of them are that have holes
record RequestReader(
    @Nullable Target target,
    List<Header> planHeaders,
    Optional<Value> planTemplates,
    RequestNames names) {
  private static final Header JSON = new Header("content-type", "application/json");

  /// One that counts names elsewhere.
  RequestReader withNames(RequestNames other) {
    return new RequestReader(target, planHeaders, planTemplates, other);
  }

  /// @param method the key of the step, in lower case
  Optional<HttpRequest> read(String method, Value pathValue, Fields step, Scope scope) {
    Optional<Template> path = new PathReader(target).read(pathValue, scope);
    Optional<String> name = name(method, pathValue, path, step);
    List<RequestHeader> headers = headers(step, scope);
    Optional<Body> body = body(step, scope);
    if (step.has("json") && !hasContentType(headers)) {
      headers.add(RequestHeader.of(JSON));
    }
    CheckReader.Read checks =
        step.find("check").map(new CheckReader(scope)::read).orElse(CheckReader.Read.NOTHING);
    List<Capture> captures =
        step.find("capture").map(value -> CaptureReader.read(value, scope)).orElse(List.of());
    if (path.isEmpty() || name.isEmpty() || body.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpRequest(
            name.get(),
            method.toUpperCase(Locale.ROOT),
            path.get(),
            headers,
            body.get(),
            checks.statuses(),
            checks.checks(),
            captures));
  }

  /// Those of the plan that have holes, but for what the request says itself, and its own.
  private List<RequestHeader> headers(Fields step, Scope scope) {
    List<RequestHeader> own =
        step.find("headers").map(mapping -> HeaderReader.all(mapping, scope)).orElse(List.of());
    List<RequestHeader> headers = new ArrayList<>();
    planTemplates.ifPresent(mapping -> {
      for (RequestHeader header : HeaderReader.templates(mapping, scope)) {
        if (own.stream().noneMatch(each -> each.name().equalsIgnoreCase(header.name()))) {
          headers.add(header);
        }
      }
    });
    headers.addAll(own);
    return headers;
  }

  private Optional<String> name(
      String method, Value pathValue, Optional<Template> path, Fields step) {
    Optional<Value> given = step.find("name");
    Optional<String> name =
        given.isPresent()
            ? given.flatMap(Value::name)
            : path.flatMap(_ -> pathValue.text("a path")).map(known -> defaultName(method, known));
    if (name.isEmpty()) {
      names.lose();
    } else if (given.isPresent()) {
      names.give(name.get(), given.get());
    } else {
      names.derive(name.get(), pathValue);
    }
    return name;
  }

  /// `GET /path`, without the query; cut where it is long.
  static String defaultName(String method, String path) {
    int query = path.indexOf('?');
    String name =
        method.toUpperCase(Locale.ROOT) + " " + (query < 0 ? path : path.substring(0, query));
    return name.length() <= HttpRequest.MAX_NAME
        ? name
        : name.substring(0, HttpRequest.MAX_NAME - 3) + "...";
  }

  private boolean hasContentType(List<RequestHeader> headers) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(JSON.name()))
        || planHeaders.stream().anyMatch(header -> header.name().equalsIgnoreCase(JSON.name()));
  }

  private static Optional<Body> body(Fields step, Scope scope) {
    if (step.has("body") && step.has("json")) {
      step.refuse("a request has a body or json, not both", "json");
    }
    Optional<Value> value = step.find("body").or(() -> step.find("json"));
    if (value.isEmpty()) {
      return Optional.of(Body.EMPTY);
    }
    Optional<Template> text =
        step.has("body") ? text(value.get(), scope) : JsonBody.write(value.get(), scope);
    return text.flatMap(body -> body(value.get(), body));
  }

  private static Optional<Body> body(Value value, Template text) {
    try {
      return Optional.of(Body.of(text));
    } catch (IllegalArgumentException e) {
      value.problem(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private static Optional<Template> text(Value value, Scope scope) {
    if (!(value.node() instanceof Node.Scalar)) {
      value.mismatch("a text", "for a body in JSON use the key json");
      return Optional.empty();
    }
    return value.text("a text").flatMap(body -> scope.read(value, body, Template.Encoding.PLAIN));
  }
}
