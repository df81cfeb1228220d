package dev.spate.plan;

import java.util.List;

/// Requests that are sent at once, each over a connection of its own. The next step follows the
/// last of their answers.
///
/// @param requests 1 to [#MAX_REQUESTS]; none of them captures what another does: in which order
///   the answers come is the target's affair
public record Parallel(List<HttpRequest> requests) implements Step {
  public static final int MAX_REQUESTS = 50;

  /// @throws IllegalArgumentException outside the range above
  public Parallel {
    requests = List.copyOf(requests);
    if (requests.isEmpty() || requests.size() > MAX_REQUESTS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_REQUESTS + " requests are sent at once, not " + requests.size());
    }
    List<Capture> captures =
        requests.stream().flatMap(request -> request.captures().stream()).toList();
    if (captures.stream().map(Capture::variable).distinct().count() < captures.size()) {
      throw new IllegalArgumentException(
          "what requests that are sent at once capture does not depend on their order");
    }
  }
}
