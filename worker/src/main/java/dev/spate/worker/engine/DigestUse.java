package dev.spate.worker.engine;

import dev.spate.answer.Answer;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import dev.spate.worker.digest.DigestSession;
import dev.spate.worker.template.Phrase;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a request says who it is from, to a target that wants digests. Immutable.
///
/// @param number of [SentRequests], with the answer to a challenge
record DigestUse(int number, String method, SentPath path, Phrase user, Phrase password) {
  private static final int UNAUTHORIZED = 401;
  private static final byte[] CHALLENGE = "www-authenticate".getBytes(StandardCharsets.US_ASCII);

  /// Keeps what its client's nonces are drawn from apart from all else.
  private static final long STREAM = 0xD16E_57A0_7E6A_4C5FL;

  /// Null for a request that says it in no digest.
  static @Nullable DigestUse of(Plan plan, HttpRequest request, int step, VariablePlaces places) {
    return digest(request)
        .map(digest ->
            new DigestUse(
                SentRequests.numberWithDigest(plan, step),
                request.method(),
                new SentPath(plan, request.path()),
                phrase(digest.user(), places),
                phrase(digest.password(), places)))
        .orElse(null);
  }

  private static Phrase phrase(Expression expression, VariablePlaces places) {
    Template.Hole hole = new Template.Hole(expression, Template.Encoding.PLAIN);
    return Phrase.of(new Template(List.of(hole)), places);
  }

  /// With what a request answers a challenge, if it does.
  static Optional<Expression.Digest> digest(HttpRequest request) {
    return request.headers().stream().flatMap(header -> digest(header).stream()).findFirst();
  }

  /// The request as it is sent first.
  static HttpRequest without(HttpRequest request) {
    return request.withHeaders(
        request.headers().stream().filter(header -> digest(header).isEmpty()).toList());
  }

  private static Optional<Expression.Digest> digest(RequestHeader header) {
    return header
        .value()
        .holes()
        .map(Template.Hole::value)
        .filter(Expression.Digest.class::isInstance)
        .map(Expression.Digest.class::cast)
        .findFirst();
  }

  /// Whether an answer wants to know who the request is from, and can be told.
  ///
  /// @param answered whether it was told once
  boolean onAnswer(
      int status, Answer answer, DigestSession session, boolean answered, Variables variables) {
    return status == UNAUTHORIZED
        && session.onChallenge(challenges(answer), answered, variables.drawnBeside(STREAM));
  }

  private static List<String> challenges(Answer answer) {
    List<String> values = new ArrayList<>();
    for (int field = answer.find(CHALLENGE, 0);
        field != Answer.NONE;
        field = answer.find(CHALLENGE, field + 1)) {
      int start = answer.valueStart(field);
      int length = answer.valueEnd(field) - start;
      values.add(new String(answer.head(), start, length, StandardCharsets.UTF_8));
    }
    return values;
  }

  /// What goes into `Authorization`.
  ///
  /// @param filling whose values for the path are there
  String authorization(DigestSession session, Filling filling, Variables variables) {
    return session.authorization(
        variables.aside(user), variables.aside(password), method, path.whole(filling));
  }
}
