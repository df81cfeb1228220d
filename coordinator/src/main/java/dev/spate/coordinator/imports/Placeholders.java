package dev.spate.coordinator.imports;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `{{name}}` in texts, as Postman and Artillery write variables: those whose value is known are
/// filled in, and those that a plan knows become its holes.
final class Placeholders {
  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([^{}]{1,200}?)\\s*}}");
  private static final int LONGEST = 2 << 20;

  private final Map<String, String> values = new HashMap<>();
  private final Function<String, Optional<String>> otherwise;

  Placeholders() {
    this(_ -> Optional.empty());
  }

  /// @param otherwise asked for what nobody gave a value
  Placeholders(Function<String, Optional<String>> otherwise) {
    this.otherwise = otherwise;
  }

  /// Begins with what others know, and keeps to itself what it learns.
  Placeholders copy() {
    Placeholders copy = new Placeholders(otherwise);
    copy.values.putAll(values);
    return copy;
  }

  void put(String name, String value) {
    values.put(name, value);
  }

  /// From now on a variable of the plan has the value.
  void varies(String name) {
    values.put(name, Holes.of(name));
  }

  /// The text with values in place of what is known; what is not stays.
  String fill(String text) {
    return filled(text, name -> value(name).or(() -> otherwise.apply(name)));
  }

  /// Likewise, without asking for more.
  String fillKnown(String text) {
    return filled(text, this::value);
  }

  private static String filled(String text, Function<String, Optional<String>> values) {
    if (text.indexOf("{{") < 0) {
      return text;
    }
    String filled = text;
    for (int round = 0; round < 3 && filled.length() < LONGEST; round++) {
      Matcher hole = HOLE.matcher(filled);
      filled =
          hole.replaceAll(match ->
              Matcher.quoteReplacement(values.apply(match.group(1)).orElse(match.group())));
    }
    return filled;
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name))
        .or(() -> DynamicVariables.call(name).map(Holes::of));
  }

  /// A field of a query or of a form. What has no value stays as it was, so that it is found.
  String formField(String name, String value) {
    return formEncoded(name) + "=" + formEncoded(value);
  }

  /// A text as queries and forms have it, likewise.
  String formEncoded(String text) {
    String filled = fill(text);
    return unknown(filled).isPresent() ? filled : Holes.outside(filled, Draft::formEncoded);
  }

  /// The first variable that has no value.
  static Optional<String> unknown(String text) {
    Matcher hole = HOLE.matcher(text);
    return hole.find() ? Optional.of(hole.group()) : Optional.empty();
  }
}
