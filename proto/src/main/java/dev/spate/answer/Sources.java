package dev.spate.answer;

import dev.spate.plan.Capture;

/// Makes ready to be looked for what a plan says in words.
public final class Sources {
  private Sources() {}

  /// @throws IllegalArgumentException where it cannot be looked for, with a message for people
  public static Source of(Capture.Source source) {
    return switch (source) {
      case Capture.JsonPath(String path) -> new JsonPathSource(path);
      case Capture.Regex(String pattern, int group) ->
          new RegexSource(SafeRegex.of(pattern), group);
      case Capture.HeaderField(String name) -> new HeaderSource(name);
      case Capture.Cookie(String name) -> new CookieSource(name);
      case Capture.Css(String selector, String attribute) -> new CssSource(selector, attribute);
    };
  }
}
