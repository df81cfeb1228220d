package dev.spate.coordinator.imports;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Artillery and Postman make anew for each request, such as `{{ $uuid }}`, as functions of a
/// plan.
final class DynamicVariables {
  private static final Pattern RANGE =
      Pattern.compile("\\$random(?:Number|Int)\\( *([0-9]{1,15}) *, *([0-9]{1,15}) *\\)");
  private static final Pattern LENGTH = Pattern.compile("\\$randomString\\( *([0-9]{1,4}) *\\)");

  private DynamicVariables() {}

  /// The call of the function, if there is one like it.
  static Optional<String> call(String name) {
    return switch (name) {
      case "$uuid", "$uuid()", "$guid", "$randomUUID" -> Optional.of("uuid()");
      case "$timestamp" -> Optional.of("now('s')");
      case "$isoTimestamp" -> Optional.of("now('iso')");
      case "$randomInt" -> Optional.of("randomInt(0, 1000)");
      case "$randomString()" -> Optional.of("randomString(10)");
      default -> withArguments(name);
    };
  }

  private static Optional<String> withArguments(String name) {
    Matcher range = RANGE.matcher(name);
    if (range.matches() && Long.parseLong(range.group(1)) <= Long.parseLong(range.group(2))) {
      return Optional.of("randomInt(%s, %s)".formatted(range.group(1), range.group(2)));
    }
    Matcher length = LENGTH.matcher(name);
    return length.matches() && Integer.parseInt(length.group(1)) > 0
        ? Optional.of("randomString(" + length.group(1) + ")")
        : Optional.empty();
  }
}
