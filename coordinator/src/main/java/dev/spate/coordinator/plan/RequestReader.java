package dev.spate.coordinator.plan;

import dev.spate.plan.Body;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a step that is a request.
///
/// @param target null where it has a problem of its own
/// @param planHeaders sent with every request
record RequestReader(@Nullable Target target, List<Header> planHeaders, RequestNames names) {
  private static final Fields.Keys CHECK =
      Fields.Keys.of("status").later("body", "json", "jsonPath", "header", "headers", "regex");

  private static final Header JSON = new Header("content-type", "application/json");

  /// @param method the key of the step, in lower case
  Optional<HttpRequest> read(String method, Value pathValue, Fields step) {
    Optional<String> path = new PathReader(target).read(pathValue);
    Optional<String> name = name(method, pathValue, path, step);
    List<Header> headers =
        new ArrayList<>(step.find("headers").map(HeaderReader::read).orElse(List.of()));
    Optional<Body> body = body(step);
    if (step.has("json") && !hasContentType(headers)) {
      headers.add(JSON);
    }
    Set<Integer> statuses = statuses(step);
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
            statuses));
  }

  private Optional<String> name(
      String method, Value pathValue, Optional<String> path, Fields step) {
    Optional<Value> given = step.find("name");
    Optional<String> name =
        given.isPresent()
            ? given.flatMap(Value::name)
            : path.map(known -> defaultName(method, known));
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

  private boolean hasContentType(List<Header> headers) {
    return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(JSON.name()))
        || planHeaders.stream().anyMatch(header -> header.name().equalsIgnoreCase(JSON.name()));
  }

  private static Optional<Body> body(Fields step) {
    if (step.has("body") && step.has("json")) {
      step.refuse("a request has a body or json, not both", "json");
    }
    Optional<Value> value = step.find("body").or(() -> step.find("json"));
    if (value.isEmpty()) {
      return Optional.of(Body.EMPTY);
    }
    Optional<String> text = step.has("body") ? text(value.get()) : JsonBody.write(value.get());
    return text.flatMap(body -> body(value.get(), body));
  }

  private static Optional<Body> body(Value value, String text) {
    try {
      return Optional.of(Body.of(text));
    } catch (IllegalArgumentException e) {
      value.problem(String.valueOf(e.getMessage()), "");
      return Optional.empty();
    }
  }

  private static Optional<String> text(Value value) {
    if (!(value.node() instanceof Node.Scalar)) {
      value.mismatch("a text", "for a body in JSON use the key json");
      return Optional.empty();
    }
    return value.text("a text").filter(body -> Variables.none(value, body));
  }

  private static Set<Integer> statuses(Fields step) {
    Optional<Value> status =
        step.find("check")
            .map(check -> Fields.of(check, CHECK))
            .flatMap(check ->
                check.strayed() ? check.find("status") : check.require("status", "status: 200"));
    if (status.isEmpty()) {
      return Set.of();
    }
    List<Value> items =
        status.get().node() instanceof Node.Sequence
            ? status.get().items("statuses", 500)
            : List.of(status.get());
    Set<Integer> statuses = new HashSet<>();
    for (Value item : items) {
      item.wholeInt(100, 599).ifPresent(statuses::add);
    }
    return statuses;
  }
}
