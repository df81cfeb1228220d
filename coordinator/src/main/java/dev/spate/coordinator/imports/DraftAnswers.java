package dev.spate.coordinator.imports;

import dev.spate.answer.SafeRegex;
import dev.spate.answer.Sources;
import dev.spate.coordinator.plan.YamlText;
import dev.spate.plan.Capture;
import dev.spate.plan.Expression;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What a plan says of answers, in YAML, if plans can look for it.
final class DraftAnswers {
  private static final Set<String> BUILT_IN =
      Set.of(Expression.USER_NUMBER, Expression.ARRIVAL_NUMBER);

  private DraftAnswers() {}

  /// Whether an answer may give its value to a variable called so.
  static boolean isVariable(String name) {
    return Expression.isName(name) && !BUILT_IN.contains(name);
  }

  /// Where a value is, without the braces; nothing where it cannot be looked for.
  ///
  /// @param source may throw an IllegalArgumentException
  static Optional<String> source(Supplier<Capture.Source> source) {
    try {
      Capture.Source where = source.get();
      var _ = Sources.of(where);
      return Optional.of(
          switch (where) {
            case Capture.JsonPath(String path) -> "jsonPath: " + YamlText.of(path);
            case Capture.Regex(String pattern, int group) ->
                "regex: " + YamlText.of(pattern) + ", group: " + group;
            case Capture.HeaderField(String name) -> "header: " + YamlText.of(name);
            case Capture.Cookie(String name) -> "cookie: " + YamlText.of(name);
            case Capture.Css(String selector, String attribute) ->
                "css: "
                    + YamlText.of(selector)
                    + (attribute.isEmpty() ? "" : ", attribute: " + YamlText.of(attribute));
          });
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static boolean isPath(String jsonPath) {
    return source(() -> new Capture.JsonPath(jsonPath)).isPresent();
  }

  static boolean isRegex(String pattern) {
    try {
      var _ = SafeRegex.of(pattern);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
