package dev.spate.plan;

import org.jspecify.annotations.Nullable;

/// What a virtual user keeps of an answer, in a variable.
///
/// @param variable a name of [Expression#isName]
/// @param source where in the answer
/// @param pick which, where there are several
/// @param fallback what it is where there is none; null where the request fails then
public record Capture(String variable, Source source, Pick pick, @Nullable String fallback) {
  public static final int MAX_SOURCE = 4_096;

  /// Where in an answer.
  public sealed interface Source {}

  /// The values at a path in a JSON body (RFC 9535): texts as they are, all else as JSON.
  public record JsonPath(String path) implements Source {
    public JsonPath {
      check(path);
    }
  }

  /// What a group of a regular expression matches in the body; group 0 is the whole match.
  ///
  /// @param group 0 to 99
  public record Regex(String pattern, int group) implements Source {
    public Regex {
      check(pattern);
      if (group < 0 || group > 99) {
        throw new IllegalArgumentException("a group is 0 to 99, not " + group);
      }
    }
  }

  /// The values of a header field.
  public record HeaderField(String name) implements Source {
    public HeaderField {
      var _ = new Header(name, "");
    }
  }

  /// The value of a cookie that the answer sets.
  public record Cookie(String name) implements Source {
    public Cookie {
      check(name);
    }
  }

  /// The elements of an HTML body that a selector finds.
  ///
  /// @param attribute of which the value is taken; empty for the element's text
  public record Css(String selector, String attribute) implements Source {
    public Css {
      check(selector);
    }
  }

  /// Which of several.
  public enum Pick {
    FIRST,
    LAST,
    /// One that follows from the plan's seed.
    RANDOM,
    /// All of them, as a JSON array of texts.
    ALL,
    /// How many there are; 0 is found as well.
    COUNT
  }

  /// @throws IllegalArgumentException for what is no name
  public Capture {
    if (!Expression.isName(variable)) {
      throw new IllegalArgumentException("not the name of a variable: '" + variable + "'");
    }
  }

  private static void check(String text) {
    if (text.isEmpty() || text.length() > MAX_SOURCE) {
      throw new IllegalArgumentException(
          "what is captured is said in 1 to " + MAX_SOURCE + " characters");
    }
  }
}
