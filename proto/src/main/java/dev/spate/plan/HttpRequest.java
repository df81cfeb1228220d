package dev.spate.plan;

import java.util.List;
import java.util.Set;

/// A request as a step of a flow.
///
/// @param name the row of the report that it is counted in, at most [#MAX_NAME] characters
/// @param method an upper-case token
/// @param path starts with `/`; with a query where there is one; already percent-encoded but for
///   its holes
/// @param headers sent in this order, after the plan's own
/// @param expectedStatuses the answers that succeed, 100 to 599; empty for every one below 400
/// @param checks of an answer with such a status, all of which have to hold
/// @param captures from an answer that succeeds, in this order
/// @param timeoutNs from the first byte written to the end of the answer, 1 ms to 1 hour; 0 for
///   what holds for all requests of the plan ([Deadlines#requestNs])
/// @param tags by which rules find it
/// @param redirects how many in a row of those that answer it are followed at most: 0, for none, to
///   [#MAX_REDIRECTS]
public record HttpRequest(
    String name,
    String method,
    Template path,
    List<RequestHeader> headers,
    Body body,
    Set<Integer> expectedStatuses,
    List<Check> checks,
    List<Capture> captures,
    long timeoutNs,
    Tags tags,
    int redirects)
    implements Step {
  public static final int MAX_NAME = 100;
  public static final int MAX_PATH = 8_192;
  public static final int MAX_REDIRECTS = 20;

  /// @throws IllegalArgumentException outside the ranges above
  public HttpRequest {
    headers = List.copyOf(headers);
    checks = List.copyOf(checks);
    captures = List.copyOf(captures);
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
    String text = path.text();
    if (!startsWithSlash(path)
        || text.length() > MAX_PATH
        || !text.chars().allMatch(c -> c > ' ' && c < 127 && c != '#')) {
      throw new IllegalArgumentException(
          "a path starts with / and has printable ASCII characters without spaces or #, at most "
              + MAX_PATH);
    }
    if (timeoutNs != 0) {
      Deadlines.check(timeoutNs);
    }
    if (redirects < 0 || redirects > MAX_REDIRECTS) {
      throw new IllegalArgumentException(
          "0 to " + MAX_REDIRECTS + " redirects are followed, not " + redirects);
    }
    for (int status : expectedStatuses) {
      if (status < 100 || status > 599) {
        throw new IllegalArgumentException("a status is 100 to 599, not " + status);
      }
    }
  }

  /// One whose redirects are not followed.
  public HttpRequest(
      String name,
      String method,
      Template path,
      List<RequestHeader> headers,
      Body body,
      Set<Integer> expectedStatuses,
      List<Check> checks,
      List<Capture> captures,
      long timeoutNs,
      Tags tags) {
    this(name, method, path, headers, body, expectedStatuses, checks, captures, timeoutNs, tags, 0);
  }

  /// One with the plan's timeout, and without tags.
  public HttpRequest(
      String name,
      String method,
      Template path,
      List<RequestHeader> headers,
      Body body,
      Set<Integer> expectedStatuses,
      List<Check> checks,
      List<Capture> captures) {
    this(name, method, path, headers, body, expectedStatuses, checks, captures, 0, Tags.NONE);
  }

  /// One without holes, whose answer is judged by its status alone.
  public HttpRequest(
      String name,
      String method,
      String path,
      List<Header> headers,
      Body body,
      Set<Integer> expectedStatuses) {
    this(
        name,
        method,
        Template.of(path),
        headers.stream().map(RequestHeader::of).toList(),
        body,
        expectedStatuses,
        List.of(),
        List.of());
  }

  /// The same with other headers.
  public HttpRequest withHeaders(List<RequestHeader> changed) {
    return new HttpRequest(
        name,
        method,
        path,
        changed,
        body,
        expectedStatuses,
        checks,
        captures,
        timeoutNs,
        tags,
        redirects);
  }

  /// The same that follows so many redirects at most.
  public HttpRequest withRedirects(int changed) {
    return new HttpRequest(
        name,
        method,
        path,
        headers,
        body,
        expectedStatuses,
        checks,
        captures,
        timeoutNs,
        tags,
        changed);
  }

  /// Whether an answer with this status sends the request elsewhere, and it goes there (RFC 9110
  /// §15.4; not 300, which leaves the choice to people, nor 304).
  public boolean follows(int status) {
    return redirects > 0 && ((status >= 301 && status <= 303) || status == 307 || status == 308);
  }

  /// How long it may take, among the deadlines of its plan.
  public long timeoutNs(Deadlines deadlines) {
    return timeoutNs == 0 ? deadlines.requestNs() : timeoutNs;
  }

  private static boolean startsWithSlash(Template path) {
    return !path.parts().isEmpty()
        && path.parts().getFirst() instanceof Template.Text(String text)
        && text.startsWith("/");
  }

  /// Whether it is sent in the same bytes each time.
  public boolean constant() {
    return path.constant()
        && headers.stream().allMatch(header -> header.value().constant())
        && body.constant();
  }

  /// Whether an answer with this status succeeds.
  public boolean accepts(int status) {
    return expectedStatuses.isEmpty() ? status < 400 : expectedStatuses.contains(status);
  }
}
