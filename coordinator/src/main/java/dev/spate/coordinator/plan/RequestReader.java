package dev.spate.coordinator.plan;

import dev.spate.plan.Capture;
import dev.spate.plan.Expression;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Tags;
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
/// @param planAuth who requests are from that do not say it themselves
/// @param planRedirects how many redirects those follow that do not say it themselves
record RequestReader(
    @Nullable Target target,
    List<Header> planHeaders,
    Optional<Value> planTemplates,
    Optional<Value> planAuth,
    int planRedirects,
    RequestNames names) {
  private static final String CONTENT_TYPE = "content-type";

  /// One that counts names elsewhere.
  RequestReader withNames(RequestNames other) {
    return new RequestReader(target, planHeaders, planTemplates, planAuth, planRedirects, other);
  }

  /// @param method the key of the step, in lower case
  Optional<HttpRequest> read(String method, Value pathValue, Fields step, Scope scope) {
    Optional<Template> path = new PathReader(target).read(pathValue, scope);
    Optional<String> name = name(method, pathValue, path, step);
    Optional<Value> query = step.find("query");
    if (query.isPresent()) {
      path = path.flatMap(known -> withQuery(known, query.get(), scope));
    }
    List<RequestHeader> headers = headers(step, scope);
    BodyReader.Read body = new BodyReader(scope).read(step);
    if (step.has(BodyReader.MULTIPART) && has(headers, CONTENT_TYPE)) {
      step.refuse(
          "its content type has the boundary, so a request cannot say another one",
          BodyReader.MULTIPART);
    } else if (!body.contentType().isEmpty()
        && (step.has(BodyReader.MULTIPART) || !hasContentType(headers))) {
      headers.add(RequestHeader.of(new Header(CONTENT_TYPE, body.contentType())));
    }
    CheckReader.Read checks =
        step.find("check").map(new CheckReader(scope)::read).orElse(CheckReader.Read.NOTHING);
    List<Capture> captures =
        step.find("capture").map(value -> CaptureReader.read(value, scope)).orElse(List.of());
    long timeoutNs = step.find("timeout").flatMap(Durations::readTimeout).orElse(0L);
    int redirects =
        step.find("followRedirects").flatMap(RedirectReader::read).orElse(planRedirects);
    if (redirects > 0 && headers.stream().anyMatch(RequestReader::isDigest)) {
      pathValue.problem(
          "a request with auth by digest follows no redirects", "followRedirects: false");
    }
    Optional<Value> tagged = step.find("tags");
    Tags tags = tagged.map(TagReader::read).orElse(Tags.NONE);
    name.ifPresent(known -> names.tag(known, tags, tagged.orElse(pathValue)));
    if (path.isEmpty() || name.isEmpty() || body.body().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HttpRequest(
            name.get(),
            method.toUpperCase(Locale.ROOT),
            path.get(),
            headers,
            body.body().get(),
            checks.statuses(),
            checks.checks(),
            captures,
            timeoutNs,
            tags,
            redirects));
  }

  /// Those of the plan that have holes, but for what the request says itself, and its own.
  private List<RequestHeader> headers(Fields step, Scope scope) {
    List<RequestHeader> own = own(step, scope);
    List<RequestHeader> headers = new ArrayList<>();
    planTemplates.ifPresent(mapping -> {
      for (RequestHeader header : HeaderReader.templates(mapping, scope)) {
        if (!has(own, header.name())) {
          headers.add(header);
        }
      }
    });
    planAuth
        .flatMap(new AuthReader(scope)::read)
        .filter(header -> !has(own, header.name()))
        .ifPresent(headers::add);
    headers.addAll(own);
    return headers;
  }

  /// Those that the request says, and who it is from.
  private static List<RequestHeader> own(Fields step, Scope scope) {
    List<RequestHeader> own =
        new ArrayList<>(
            step.find("headers")
                .map(mapping -> HeaderReader.all(mapping, scope))
                .orElse(List.of()));
    step.find("auth")
        .flatMap(new AuthReader(scope)::read)
        .ifPresent(header -> {
          if (has(own, header.name())) {
            step.refuse("the request has the header authorization as well", "auth");
          } else {
            own.add(header);
          }
        });
    return own;
  }

  private static boolean isDigest(RequestHeader header) {
    return header.value().holes().anyMatch(hole -> hole.value() instanceof Expression.Digest);
  }

  private static boolean has(List<RequestHeader> headers, String name) {
    return headers.stream().anyMatch(each -> each.name().equalsIgnoreCase(name));
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
    return has(headers, CONTENT_TYPE)
        || planHeaders.stream().anyMatch(header -> header.name().equalsIgnoreCase(CONTENT_TYPE));
  }

  /// A path with the query after it that a mapping gives.
  private static Optional<Template> withQuery(Template path, Value mapping, Scope scope) {
    return new Pairs(scope)
        .read(mapping, "names and values")
        .flatMap(query -> withQuery(path, query, mapping));
  }

  private static Optional<Template> withQuery(Template path, Template query, Value mapping) {
    List<Template.Part> parts = new ArrayList<>(path.parts());
    parts.add(new Template.Text(path.text().indexOf('?') < 0 ? "?" : "&"));
    parts.addAll(query.parts());
    try {
      Template whole = Template.joined(parts);
      if (whole.text().length() <= HttpRequest.MAX_PATH) {
        return Optional.of(whole);
      }
      mapping.problem(
          "the path has more than " + HttpRequest.MAX_PATH + " characters with it",
          "send a form instead");
    } catch (IllegalArgumentException e) {
      mapping.problem(String.valueOf(e.getMessage()), "");
    }
    return Optional.empty();
  }
}
