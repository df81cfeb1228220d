package dev.spate.plan;

import java.util.List;
import java.util.Set;

/// A request as a step of a flow.
///
/// @param name the row of the report that it is counted in, at most [#MAX_NAME] characters
/// @param method an upper-case token
/// @param path starts with `/`; with a query where there is one; already percent-encoded
/// @param headers sent in this order, after the plan's own
/// @param expectedStatuses the answers that succeed, 100 to 599; empty for every one below 400
public record HttpRequest(
    String name,
    String method,
    String path,
    List<Header> headers,
    Body body,
    Set<Integer> expectedStatuses)
    implements Step {
  public static final int MAX_NAME = 100;
  public static final int MAX_PATH = 8_192;

  /// @throws IllegalArgumentException outside the ranges above
  public HttpRequest {
    headers = List.copyOf(headers);
    expectedStatuses = Set.copyOf(expectedStatuses);
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of a request has 1 to " + MAX_NAME + " printable characters");
    }
    if (method.isEmpty() || method.length() > 32 || !method.chars().allMatch(Header::isToken)) {
      throw new IllegalArgumentException("not a method: '" + method + "'");
    }
    if (!path.startsWith("/")
        || path.length() > MAX_PATH
        || !path.chars().allMatch(c -> c > ' ' && c < 127 && c != '#')) {
      throw new IllegalArgumentException(
          "a path starts with / and has printable ASCII characters without spaces or #, at most "
              + MAX_PATH);
    }
    for (int status : expectedStatuses) {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("a status is 100 to 599, not " + status);
      }
    }
  }

  /// Whether an answer with this status succeeds.
  public boolean accepts(int status) {
    return expectedStatuses.isEmpty() ? status < 400 : expectedStatuses.contains(status);
  }
}
