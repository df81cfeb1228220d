package dev.spate.coordinator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds who answers a request. The table of endpoints is a value, which a test compares with the
/// OpenAPI description. Whatever goes wrong becomes a JSON answer with a sentence, never a stack
/// trace.
final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final ActorSystem<?> system;
  private final SameSite sameSite;
  private final List<Endpoint> endpoints;

  Router(ActorSystem<?> system, SameSite sameSite, List<Endpoint> endpoints) {
    this.system = system;
    this.sameSite = sameSite;
    this.endpoints = List.copyOf(endpoints);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }

  CompletionStage<HttpResponse> answer(HttpRequest request) {
    return attempt(request)
        .exceptionally(failure -> explain(request, failure))
        .thenApply(Replies::secured);
  }

  private CompletionStage<HttpResponse> attempt(HttpRequest request) {
    try {
      return route(request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<HttpResponse> route(HttpRequest request) {
    Optional<String> objection = sameSite.objection(request);
    if (objection.isPresent()) {
      throw new Refusal(403, objection.get());
    }
    List<String> segments = segments(request);
    Set<String> methods = new TreeSet<>();
    for (Endpoint endpoint : endpoints) {
      Optional<List<String>> arguments = endpoint.match(segments);
      if (arguments.isPresent()) {
        if (endpoint.method().equals(request.method().name())) {
          return endpoint.handler().handle(new Call(request, arguments.get()));
        }
        methods.add(endpoint.method());
      }
    }
    return CompletableFuture.completedFuture(astray(request, methods));
  }

  private static List<String> segments(HttpRequest request) {
    List<String> segments = new ArrayList<>();
    request.getUri().pathSegments().forEach(segments::add);
    return segments.equals(List.of("")) ? List.of() : segments;
  }

  private HttpResponse astray(HttpRequest request, Set<String> methods) {
    request.discardEntityBytes(system);
    if (methods.isEmpty()) {
      return Replies.error(404, "there is nothing at " + request.getUri().path());
    }
    String allowed = String.join(", ", methods);
    return Replies.error(405, request.method().name() + " is not possible here; " + allowed + " is")
        .addHeader(RawHeader.create("Allow", allowed));
  }

  private HttpResponse explain(HttpRequest request, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    request.discardEntityBytes(system);
    return switch (cause) {
      case Refusal refusal -> refusal.response();
      case EntityStreamSizeException tooLarge ->
          Replies.error(413, "a plan has at most " + tooLarge.limit() + " bytes");
      case TimeoutException _ -> Replies.error(503, "no answer in time");
      default -> {
        LOG.error(
            "{} {} failed: {}",
            request.method().name(),
            request.getUri().path(),
            cause.toString(),
            cause);
        yield Replies.error(500, "something went wrong; the coordinator's log says what");
      }
    };
  }
}
