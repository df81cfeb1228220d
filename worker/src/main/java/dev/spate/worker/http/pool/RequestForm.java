package dev.spate.worker.http.pool;

import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.worker.engine.Filling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a plan's request says, in whatever protocol it is sent, with its holes where values go.
/// These are numbered: first those of the path, then of the headers in order, then of the body.
///
/// A header of the step replaces the plan's of the same name, and either replaces `Host` and
/// `User-Agent`; there is always a `Host`. What frames the body (`Content-Length`,
/// `Transfer-Encoding`) is decided elsewhere; a plan that names them is not heard.
///
/// @param path with the target's base path before it
/// @param headers but for the length of the body
/// @param holes how many values go into which of them
/// @param timeoutNs from its first byte written to the end of its answer
public record RequestForm(
    String method, Pieces path, List<Field> headers, Pieces body, Holes holes, long timeoutNs) {
  /// What a request says that it comes from, unless its plan says something else.
  public static final String USER_AGENT =
      Optional.ofNullable(RequestForm.class.getPackage().getImplementationVersion())
          .map(version -> "spate/" + version)
          .orElse("spate");

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  public RequestForm {
    headers = List.copyOf(headers);
  }

  /// Where values go. A header that is not sent has its values all the same.
  ///
  /// @param path how many go into the path
  /// @param head how many go into the path and the headers
  /// @param all how many there are
  public record Holes(int path, int head, int all) {
    public static final Holes NONE = new Holes(0, 0, 0);
  }

  /// A header.
  public record Field(String name, Pieces value) {
    /// One whose value has no hole.
    public static Field of(String name, String value) {
      return new Field(name, Pieces.of(value));
    }

    public boolean isNamed(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /// The form of a request of a plan.
  public static RequestForm of(Plan plan, HttpRequest request) {
    FormBuilder holes = new FormBuilder();
    Pieces path = holes.path(plan.target().basePath(), request.path());
    int inPath = holes.count();
    List<Field> own = request.headers().stream().map(holes::field).toList();
    int inHead = holes.count();
    Pieces body = holes.body(request.body());
    return new RequestForm(
        request.method(),
        path,
        headers(plan, own),
        body,
        new Holes(inPath, inHead, holes.count()),
        request.timeoutNs(plan.http().deadlines()));
  }

  private static List<Field> headers(Plan plan, List<Field> own) {
    List<Field> headers = new ArrayList<>();
    for (Header header : plan.http().headers()) {
      if (!names(own, header.name())) {
        headers.add(Field.of(header.name(), header.value()));
      }
    }
    headers.addAll(own);
    headers.removeIf(
        field -> field.isNamed("Content-Length") || field.isNamed("Transfer-Encoding"));
    if (!names(headers, "User-Agent")) {
      headers.addFirst(Field.of("User-Agent", USER_AGENT));
    }
    if (!names(headers, "Host")) {
      headers.addFirst(Field.of("Host", plan.target().authority()));
    }
    return headers;
  }

  private static boolean names(List<Field> headers, String name) {
    return headers.stream().anyMatch(field -> field.isNamed(name));
  }

  /// Whether it is the same each time it is sent.
  public boolean constant() {
    return holes.all() == 0;
  }

  /// Whether it says how long its body is, be it 0.
  public boolean hasLength() {
    return !hasNoBody() || WITH_BODY.contains(method);
  }

  /// Whether it never has a body.
  public boolean hasNoBody() {
    return body.constant() && body.text().isEmpty();
  }

  /// Whether its answer has no body.
  public boolean head() {
    return method.equals("HEAD");
  }

  /// Whether to send it twice is the same as once (RFC 9110 §9.2.2).
  public boolean idempotent() {
    return IDEMPOTENT.contains(method);
  }

  /// Whether values may be sent in the places that they are for. A line end in a header would let
  /// who provides the value write headers and requests of their own.
  ///
  /// @throws IllegalArgumentException where there are not as many as holes
  public boolean takes(Filling filling) {
    if (filling.count() != holes.all()) {
      throw new IllegalArgumentException(
          holes.all() + " values are wanted, not " + filling.count());
    }
    int headEnd = filling.start(holes.head());
    int pathEnd = filling.start(holes.path());
    byte[] bytes = filling.bytes();
    for (int at = 0; at < headEnd; at++) {
      int c = bytes[at] & 0xff;
      if (!(at < pathEnd ? fitsPath(c) : fitsHeader(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fitsPath(int c) {
    return c > ' ' && c < 127 && c != '#';
  }

  private static boolean fitsHeader(int c) {
    return c == '\t' || (c >= ' ' && c != 127);
  }
}
