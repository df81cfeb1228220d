package dev.spate.answer;

import java.math.BigDecimal;
import java.util.List;

/// Whether an answer is as a check wants it.
public final class AnswerChecks {
  /// Digits and exponents beyond which numbers are compared as texts.
  private static final int LONGEST_NUMBER = 40;

  private AnswerChecks() {}

  /// Whether some value at a place is a text. Numbers are the same where their values are: 1.0 is
  /// 1.
  public static boolean is(AnswerReader answer, Source source, String wanted) {
    List<String> found = source.find(answer);
    for (String value : found) {
      if (value.equals(wanted) || sameNumber(value, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameNumber(String value, String wanted) {
    if (!isNumber(value) || !isNumber(wanted)) {
      return false;
    }
    return new BigDecimal(value).compareTo(new BigDecimal(wanted)) == 0;
  }

  /// JSON's numbers without exponents.
  private static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    return text.length() > start
        && text.length() <= LONGEST_NUMBER
        && point != start
        && point != text.length() - 1
        && point == text.lastIndexOf('.')
        && text.substring(start).chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  /// Whether some value at a place has a text in it.
  public static boolean contains(AnswerReader answer, Source source, String wanted) {
    for (String value : source.find(answer)) {
      if (value.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  /// Whether a regular expression matches somewhere in some value at a place.
  public static boolean matches(AnswerReader answer, Source source, SafeRegex regex) {
    for (String value : source.find(answer)) {
      if (regex.matches(value)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the body has a text somewhere.
  public static boolean bodyContains(AnswerReader answer, String text) {
    return answer.bodyContains(text);
  }

  /// Whether a regular expression matches somewhere in the body.
  public static boolean bodyMatches(AnswerReader answer, SafeRegex regex) {
    return regex.matches(answer.text());
  }
}
