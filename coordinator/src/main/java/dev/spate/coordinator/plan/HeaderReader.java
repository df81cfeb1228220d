package dev.spate.coordinator.plan;

import dev.spate.plan.Header;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
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

  /// The headers of the plan that have no holes.
  static List<Header> constants(Value mapping) {
    List<Header> headers = new ArrayList<>();
    for (Value.Field field : fields(mapping)) {
      if (!hasHoles(field) && isValid(text(field), field.key())) {
        headers.add(new Header(field.name(), text(field)));
      }
    }
    return headers;
  }

  /// The headers of the plan that have holes, which each request fills.
  static List<RequestHeader> templates(Value mapping, Scope scope) {
    List<RequestHeader> headers = new ArrayList<>();
    for (Value.Field field : fields(mapping)) {
      if (hasHoles(field)) {
        header(field, scope).ifPresent(headers::add);
      }
    }
    return headers;
  }

  /// The headers of a request.
  static List<RequestHeader> all(Value mapping, Scope scope) {
    List<RequestHeader> headers = new ArrayList<>();
    for (Value.Field field : fields(mapping)) {
      header(field, scope).ifPresent(headers::add);
    }
    return headers;
  }

  private static Optional<RequestHeader> header(Value.Field field, Scope scope) {
    return scope
        .read(field.key(), text(field), Template.Encoding.PLAIN)
        .filter(value -> isValid(value.text(), field.key()))
        .map(value -> new RequestHeader(field.name(), value));
  }

  private static boolean hasHoles(Value.Field field) {
    return text(field).contains("${");
  }

  private static String text(Value.Field field) {
    return field.value().node() instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  /// Those whose name and kind of value are as they have to be.
  private static List<Value.Field> fields(Value mapping) {
    List<Value.Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Value.Field field : mapping.entries("header names and values")) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        field.key().problem("this header is given twice; names differ by case only", "");
      } else if (isSound(field)) {
        fields.add(field);
      }
    }
    return fields;
  }

  private static boolean isSound(Value.Field field) {
    String name = field.name();
    Value key = field.key();
    if (name.isEmpty() || name.length() > 256 || !name.chars().allMatch(Header::isToken)) {
      key.problem("not the name of a header: letters, digits and - make one", "");
    } else if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      key.problem("is set by Spate itself", "leave it out");
    } else if (!(field.value().node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      key.problem("the value of a header is a text", "for an empty one write \"\"");
    } else {
      return true;
    }
    return false;
  }

  /// Whether a header may have the value; else the problem is reported.
  static boolean isValid(String value, Value key) {
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
