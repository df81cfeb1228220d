package dev.spate.answer;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// A regular expression in RE2's syntax: like Java's without look-around and back references. So
/// matching takes time in proportion to the text, whatever the text is.
public final class SafeRegex {
  /// The longest expression, in characters.
  public static final int MAX_LENGTH = 1_000;

  /// The most instructions that an expression may come to: matching takes time in proportion to
  /// them.
  static final int MAX_PROGRAM = 5_000;

  private static final int MAX_REPEAT_PRODUCT = 1_000;

  private final Pattern pattern;

  private SafeRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /// @throws IllegalArgumentException where it is no such expression, or too large a one, with a
  ///   message for people
  public static SafeRegex of(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a regular expression has at most " + MAX_LENGTH + " characters");
    }
    if (repeats(expression) > MAX_REPEAT_PRODUCT) {
      throw tooLarge();
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.programSize() > MAX_PROGRAM) {
        throw tooLarge();
      }
      return new SafeRegex(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a regular expression: " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException tooLarge() {
    return new IllegalArgumentException(
        "the regular expression repeats too much: all of its {n} together at most "
            + MAX_REPEAT_PRODUCT
            + " times");
  }

  /// The product of all numbers in braces, which is the most that they can multiply to where they
  /// are nested. Where they are not it is more than needed, and says so before memory is gone.
  private static long repeats(String expression) {
    long product = 1;
    for (int open = expression.indexOf('{'); open >= 0; open = expression.indexOf('{', open + 1)) {
      long greatest = 0;
      long number = 0;
      for (int at = open + 1; at < expression.length(); at++) {
        char c = expression.charAt(at);
        if (c >= '0' && c <= '9') {
          number = Math.min(1_000_000, 10 * number + c - '0');
          greatest = Math.max(greatest, number);
        } else if (c == ',') {
          number = 0;
        } else {
          break;
        }
      }
      product = Math.min(1_000_000_000, product * Math.max(1, greatest));
    }
    return product;
  }

  /// How many groups it has.
  public int groups() {
    return pattern.groupCount();
  }

  /// Whether it matches anywhere in a text.
  public boolean matches(CharSequence text) {
    return pattern.matcher(text).find();
  }

  Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }
}
