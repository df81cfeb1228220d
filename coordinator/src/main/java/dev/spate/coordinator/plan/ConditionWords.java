package dev.spate.coordinator.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a condition, one after the other.
final class ConditionWords {
  private static final Pattern WORD =
      Pattern.compile("==|!=|<=|>=|<|>|=|\\(|\\)|[A-Za-z_][A-Za-z0-9_]*|.", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(?![A-Za-z0-9_.])");
  private static final Pattern FLAG = Pattern.compile("(true|false)(?![A-Za-z0-9_])");

  private final String text;
  private int at;

  ConditionWords(String text) {
    this.text = text;
  }

  boolean atEnd() {
    skipBlanks();
    return at == text.length();
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /// The next word; empty at the end.
  String peek() {
    skipBlanks();
    Matcher word = WORD.matcher(text).region(at, text.length());
    return word.lookingAt() ? word.group() : "";
  }

  /// Goes past a word where it is the next one.
  boolean take(String word) {
    boolean next = peek().equals(word);
    at += next ? word.length() : 0;
    return next;
  }

  /// Goes past a text in quotes, a hole, a number, or `true` or `false`.
  ///
  /// @return the text, with its holes; empty where something else is next
  Optional<String> operand() throws TextException {
    skipBlanks();
    if (at == text.length()) {
      return Optional.empty();
    }
    char first = text.charAt(at);
    if (first == '\'' || first == '"') {
      return Optional.of(quoted(first));
    }
    int from = at;
    if (text.startsWith("${", at)) {
      skipHole();
      return Optional.of(text.substring(from, at));
    }
    return bare(NUMBER).or(() -> bare(FLAG));
  }

  private Optional<String> bare(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at = matcher.end();
    return Optional.of(matcher.group());
  }

  /// A backslash before a quote of its kind makes that one a part of the text. Quotes in holes are
  /// the holes' own.
  private String quoted(char quote) throws TextException {
    StringBuilder quoted = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.startsWith("${", at) && !text.startsWith("$${", at - 1)) {
        int from = at;
        skipHole();
        quoted.append(text, from, at);
      } else {
        boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
        at += escaped && text.charAt(at + 1) == quote ? 1 : 0;
        quoted.append(text.charAt(at++));
      }
    }
    if (at == text.length()) {
      throw new TextException("in a condition a text has no " + quote + " at its end", "");
    }
    at++;
    return quoted.toString();
  }

  private void skipHole() throws TextException {
    char quote = 0;
    for (int end = at; end < text.length(); end++) {
      char c = text.charAt(end);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '}') {
        at = end + 1;
        return;
      }
    }
    throw new TextException(
        "\"" + Paths.printable(text.substring(at)) + "\" has no } at its end", "");
  }
}
