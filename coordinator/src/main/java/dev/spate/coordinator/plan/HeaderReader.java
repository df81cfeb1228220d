package dev.spate.coordinator.plan;

import dev.spate.plan.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads a mapping of header names and values. No message repeats a value: it may be a secret.
final class HeaderReader {
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  private HeaderReader() {}

  static List<Header> read(Value mapping) {
    List<Header> headers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value.Field field : mapping.entries("header names and values")) {
      if (names.add(field.name().toLowerCase(Locale.ROOT))) {
        header(field).ifPresent(headers::add);
      } else {
        field.key().problem("this header is given twice; names differ by case only", "");
      }
    }
    return headers;
  }

  private static Optional<Header> header(Value.Field field) {
    String name = field.name();
    Value key = field.key();
    if (name.isEmpty() || name.length() > 256 || !name.chars().allMatch(Header::isToken)) {
      key.problem("not the name of a header: letters, digits and - make one", "");
      return Optional.empty();
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      key.problem("is set by Spate itself", "leave it out");
      return Optional.empty();
    }
    if (!(field.value().node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      key.problem("the value of a header is a text", "for an empty one write \"\"");
      return Optional.empty();
    }
    if (!isValid(scalar.text(), key) || !Variables.none(key, scalar.text())) {
      return Optional.empty();
    }
    return Optional.of(new Header(name, scalar.text()));
  }

  private static boolean isValid(String value, Value key) {
    if (value.length() > Header.MAX_VALUE) {
      key.problem("the value has more than " + Header.MAX_VALUE + " characters", "");
    } else if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      key.problem("the value has a line break, which no header may have", "write it on one line");
    } else if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 256 && c != 127))) {
      key.problem(
          "the value has characters that no header may have", "percent-encode what is not Latin");
    } else {
      return true;
    }
    return false;
  }
}
