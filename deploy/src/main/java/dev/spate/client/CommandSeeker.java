package dev.spate.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sends requests to the one of several coordinators that is in command: asks them in order, goes
/// on to the next where nobody answers or one stands by, and stays with the one that answered. For
/// any thread.
final class CommandSeeker {
  /// In the answers of a coordinator that stands by: the node of the one in command.
  private static final String STANDS_BY = "Spate-Stands-By";

  private final HttpClient http;
  private final List<URI> places;
  private volatile int current;

  /// @param places of their APIs, at least one
  CommandSeeker(HttpClient http, List<URI> places) {
    if (places.isEmpty()) {
      throw new IllegalArgumentException("a coordinator's address is missing");
    }
    this.http = http;
    this.places = List.copyOf(places);
  }

  /// None of several coordinators is in command, or the only one stands by. The message is a
  /// sentence for people.
  static final class NoCommandException extends IOException {
    private static final long serialVersionUID = 1L;

    NoCommandException(String message) {
      super(message);
    }
  }

  /// The one that answered last, or is asked first.
  URI current() {
    return places.get(current);
  }

  /// All of them, for people.
  String names() {
    return places.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  /// @param request to any of them
  /// @throws NoCommandException where each that could be asked stands by
  <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    List<String> findings = new ArrayList<>();
    int first = current;
    for (int i = 0; i < places.size(); i++) {
      int asked = (first + i) % places.size();
      URI place = places.get(asked);
      try {
        HttpResponse<T> response = http.send(aimed(request, place), handler);
        Optional<String> commander = response.headers().firstValue(STANDS_BY);
        if (commander.isEmpty()) {
          current = asked;
          return response;
        }
        discard(response.body());
        findings.add(standsBy(place, commander.get()));
      } catch (IOException failure) {
        if (places.size() == 1 || !leadsOn(request, failure)) {
          throw failure;
        }
        findings.add(place + ": " + CoordinatorClient.reason(failure));
      }
    }
    throw new NoCommandException(
        places.size() == 1
            ? findings.getFirst()
            : "no coordinator is in command: " + String.join("; ", findings));
  }

  private static HttpRequest aimed(HttpRequest request, URI place) {
    URI asked = request.uri();
    String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
    return HttpRequest.newBuilder(request, (_, _) -> true)
        .uri(place.resolve(asked.getRawPath() + query))
        .build();
  }

  /// Whether it does no harm to ask another one: the request has reached nobody, or it changes
  /// nothing that it would change twice.
  private static boolean leadsOn(HttpRequest request, IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || !request.method().equals("POST");
  }

  private static String standsBy(URI place, String commander) {
    return "the coordinator at %s stands by%s"
        .formatted(
            place,
            commander.equals("unknown")
                ? ""
                : "; the one of the node at " + commander + " is in command");
  }

  private static void discard(Object body) throws IOException {
    if (body instanceof InputStream stream) {
      stream.close();
    }
  }
}
