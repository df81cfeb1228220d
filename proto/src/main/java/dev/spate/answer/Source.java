package dev.spate.answer;

import dev.spate.answer.Answer.Wanted;
import java.util.List;

/// A place in an answer from which a capture or a check takes values. Immutable; of use for any
/// number of answers, on one thread at a time.
public sealed interface Source
    permits JsonPathSource, CssSource, RegexSource, HeaderSource, CookieSource {
  /// The most values that are found; more are passed over.
  int MAX_FOUND = 10_000;

  /// What of an answer it looks at.
  Wanted wanted();

  /// The values at the place, in the order of the answer; none where it does not exist, or where
  /// the answer is not of the kind that has such places.
  List<String> find(AnswerReader answer);
}
