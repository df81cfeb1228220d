package dev.spate.plan;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a plan says of a request so that its rules can name many at once: from keys to values.
///
/// @param byKey at most [#MAX], from keys of 1 to [#MAX_KEY] letters, digits and `_ . -` to values
///   of 1 to [#MAX_VALUE] printable characters
public record Tags(SortedMap<String, String> byKey) {
  public static final int MAX = 20;
  public static final int MAX_KEY = 50;
  public static final int MAX_VALUE = 100;

  public static final Tags NONE = new Tags(Map.of());

  /// @throws IllegalArgumentException outside the ranges above
  public Tags {
    byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    if (byKey.size() > MAX) {
      throw new IllegalArgumentException("a request has at most " + MAX + " tags");
    }
    byKey.forEach((key, value) -> {
      if (!isKey(key)) {
        throw new IllegalArgumentException(
            "the key of a tag has 1 to " + MAX_KEY + " letters, digits, _ . and -");
      }
      if (!isValue(value)) {
        throw new IllegalArgumentException(
            "the value of a tag has 1 to " + MAX_VALUE + " printable characters");
      }
    });
  }

  /// In any order.
  public Tags(Map<String, String> tags) {
    this(new TreeMap<>(tags));
  }

  public static boolean isKey(String key) {
    return key.matches("[A-Za-z0-9_.-]{1," + MAX_KEY + "}");
  }

  public static boolean isValue(String value) {
    return !value.isBlank()
        && value.length() <= MAX_VALUE
        && value.chars().noneMatch(Character::isISOControl);
  }

  /// Whether one of them is this.
  ///
  /// @param tag as rules name it: `key=value`
  public boolean contains(String tag) {
    return byKey.entrySet().stream()
        .anyMatch(each -> tag.equals(each.getKey() + "=" + each.getValue()));
  }
}
