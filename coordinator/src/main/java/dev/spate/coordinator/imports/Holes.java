package dev.spate.coordinator.imports;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holes of a plan in the texts of a draft: `${id}`. All else in those texts stands for itself, a
/// `${` of the source too; so a hole is marked by characters that have no other meaning, until the
/// plan is written.
final class Holes {
  private static final char BEGIN = '\uE000';
  private static final char END = '\uE001';
  private static final Pattern HOLE = Pattern.compile(BEGIN + "([^" + END + "]*)" + END);

  private Holes() {}

  /// A hole with that expression: the name of a variable, or the call of a function.
  static String of(String expression) {
    return BEGIN + expression + END;
  }

  /// The text as a plan has it.
  static String written(String text) {
    String literal = text.replace("${", "$${");
    return HOLE.matcher(literal)
        .replaceAll(hole -> Matcher.quoteReplacement("${" + inner(hole.group()) + "}"));
  }

  /// The text with what `encoding` makes of all but the holes.
  static String outside(String text, UnaryOperator<String> encoding) {
    StringBuilder encoded = new StringBuilder();
    Matcher hole = HOLE.matcher(text);
    int end = 0;
    while (hole.find()) {
      encoded.append(encoding.apply(text.substring(end, hole.start()))).append(hole.group());
      end = hole.end();
    }
    return encoded.append(encoding.apply(text.substring(end))).toString();
  }

  /// For places whose holes a plan fills as they are, such as a form written as a body.
  static String urlEncoded(String text) {
    return HOLE.matcher(text)
        .replaceAll(hole -> Matcher.quoteReplacement(of("urlEncode(" + inner(hole.group()) + ")")));
  }

  /// Whether there is none.
  static boolean isPlain(String text) {
    return !HOLE.matcher(text).find();
  }

  private static String inner(String hole) {
    return hole.substring(1, hole.length() - 1);
  }
}
