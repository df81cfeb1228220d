package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a request follows redirects. Immutable.
///
/// What stood in the holes of the first request stands in those of the next ones, too: it is
/// copied, not computed again, so that nothing random in a flow depends on what a target answers.
final class RedirectUse {
  private static final byte[] LOCATION = "location".getBytes(StandardCharsets.US_ASCII);

  private final HttpRequest request;
  private final Target target;
  private final SentPath path;
  private final int repeated;

  /// The numbers of the values of headers in what the first request was filled with, for either
  /// kind.
  private final int[] headers;

  private final int[] headersAsGet;
  private final int bodyFrom;
  private final int bodyTo;

  private RedirectUse(Plan plan, HttpRequest request, int step) {
    this.request = request;
    this.target = plan.target();
    this.path = new SentPath(plan, request.path());
    this.repeated = SentRequests.firstRepeated(plan, step);
    this.headers = headerValues(request, false);
    this.headersAsGet = headerValues(request, true);
    this.bodyFrom = (int) request.path().holes().count() + headers.length;
    Template body = request.body().template();
    this.bodyTo = bodyFrom + (body == null ? 0 : (int) body.holes().count());
  }

  /// Null for a request that follows none.
  static @Nullable RedirectUse of(Plan plan, HttpRequest request, int step) {
    return request.redirects() == 0 ? null : new RedirectUse(plan, request, step);
  }

  private static int[] headerValues(HttpRequest request, boolean asGet) {
    List<Integer> values = new ArrayList<>();
    int next = (int) request.path().holes().count();
    for (RequestHeader header : request.headers()) {
      boolean sent = !asGet || !FollowedRequests.aboutBody(header.name());
      for (long left = header.value().holes().count(); left > 0; left--, next++) {
        if (sent) {
          values.add(next);
        }
      }
    }
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Whether an answer with this status is to be followed.
  boolean follows(int status) {
    return request.follows(status);
  }

  int most() {
    return request.redirects();
  }

  /// The path and query that the first request was sent to.
  String firstPath(Filling filling) {
    return path.whole(filling);
  }

  /// Where an answer leads.
  ///
  /// @param from path and query of its request
  /// @return path and query; null where it does not say, or leads to another origin
  @Nullable String next(String from, Answer answer) {
    int field = answer.find(LOCATION, 0);
    if (field == Answer.NONE || answer.find(LOCATION, field + 1) != Answer.NONE) {
      return null;
    }
    int start = answer.valueStart(field);
    int length = answer.valueEnd(field) - start;
    String value = new String(answer.head(), start, length, StandardCharsets.ISO_8859_1);
    return Location.resolve(target, from, value);
  }

  /// Whether what follows an answer is a `GET`, whatever the request was (RFC 9110 §15.4, as the
  /// Fetch standard has it).
  boolean becomesGet(int status) {
    return switch (status) {
      case 301, 302 -> request.method().equals("POST");
      case 303 -> !request.method().equals("GET") && !request.method().equals("HEAD");
      default -> false;
    };
  }

  /// Puts together what goes to another path.
  ///
  /// @param to path and query
  /// @param first what the first request was filled with
  /// @param cookies null where none are sent along
  /// @param firstHadCookies whether there is a value for them in `first`
  /// @return the number of the request, as one without cookies
  int fill(
      Filling filling,
      String to,
      boolean asGet,
      Filling first,
      @Nullable String cookies,
      boolean firstHadCookies) {
    filling.clear();
    filling.addLatin1(to.substring(1));
    for (int value : asGet ? headersAsGet : headers) {
      copy(first, value, filling);
    }
    if (cookies != null) {
      filling.addLatin1(cookies);
    }
    int moved = firstHadCookies ? 1 : 0;
    for (int value = bodyFrom; !asGet && value < bodyTo; value++) {
      copy(first, value + moved, filling);
    }
    return asGet ? repeated + 1 : repeated;
  }

  private static void copy(Filling from, int value, Filling to) {
    int start = from.start(value);
    to.add(from.bytes(), start, start + from.length(value));
  }
}
