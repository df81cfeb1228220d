package dev.spate.coordinator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A value in a plan, where it stands, and where to put problems with it. A method that reads it
/// returns nothing where it has reported a problem, so that the reader goes on to find the next.
///
/// @param at where its problems are: the value's place, or that of its key
record Value(Node node, Position at, String path, Problems problems) {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,25}");

  static Value of(Node node, String path, Problems problems) {
    return new Value(node, node.at(), path, problems);
  }

  void problem(String message, String suggestion) {
    problems.add(at, path, message, suggestion);
  }

  /// A problem that names the wrong value: `must be …, not "x"`.
  void mismatch(String wanted, String suggestion) {
    problem(
        (path.isEmpty() ? "the plan must be " : "must be ") + wanted + ", not " + shown(),
        suggestion);
  }

  /// The value as messages name it.
  String shown() {
    return switch (node) {
      case Node.Scalar scalar when scalar.isNull() -> "nothing";
      case Node.Scalar scalar when scalar.plain() && isWhole(scalar.text()) -> scalar.text();
      case Node.Scalar scalar -> "\"" + Paths.printable(scalar.text()) + "\"";
      case Node.Sequence _ -> "a list";
      case Node.Mapping _ -> "a mapping";
    };
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /// A text of any kind: `5` and `true` too, as they stand.
  Optional<String> text(String wanted) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return Optional.of(scalar.text());
    }
    mismatch(wanted, "");
    return Optional.empty();
  }

  /// A name of 1 to 100 printable characters.
  Optional<String> name() {
    Optional<String> text = text("a name");
    if (text.isPresent()
        && (text.get().isBlank()
            || text.get().length() > 100
            || text.get().chars().anyMatch(Character::isISOControl))) {
      problem("a name has 1 to 100 printable characters", "");
      return Optional.empty();
    }
    return text;
  }

  /// A whole number in a range.
  Optional<Long> whole(long least, long most) {
    if (node instanceof Node.Scalar scalar && scalar.plain() && isWhole(scalar.text())) {
      try {
        long number = Long.parseLong(scalar.text());
        if (number >= least && number <= most) {
          return Optional.of(number);
        }
      } catch (NumberFormatException _) {
        // Too long for a long, so out of the range as well.
      }
    }
    mismatch(
        wholeRange(least, most),
        isQuoted() && isWhole(scalarText()) ? "write it without quotes" : "");
    return Optional.empty();
  }

  private static String wholeRange(long least, long most) {
    return least == Long.MIN_VALUE ? "a whole number" : "a whole number, " + least + " to " + most;
  }

  Optional<Integer> wholeInt(int least, int most) {
    return whole(least, most).map(Math::toIntExact);
  }

  /// `true` or `false`.
  Optional<Boolean> flag() {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.plain() && (scalar.text().equals("true") || scalar.text().equals("false"))) {
        return Optional.of(scalar.text().equals("true"));
      }
    }
    String suggestion =
        switch (scalarText().toLowerCase(Locale.ROOT)) {
          case "yes", "on", "y" -> "did you mean true?";
          case "no", "off", "n" -> "did you mean false?";
          case "true", "false" -> "write it in small letters, without quotes";
          default -> "";
        };
    mismatch("true or false", suggestion);
    return Optional.empty();
  }

  private boolean isQuoted() {
    return node instanceof Node.Scalar scalar && !scalar.plain();
  }

  private String scalarText() {
    return node instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  /// The items of a list that has at least one; none where that is a problem.
  List<Value> items(String what, int most) {
    if (!(node instanceof Node.Sequence sequence)) {
      mismatch("a list of " + what, node instanceof Node.Mapping ? "begin each with \"- \"" : "");
      return List.of();
    }
    if (sequence.items().isEmpty() || sequence.items().size() > most) {
      problem("must have 1 to " + most + " " + what + ", not " + sequence.items().size(), "");
      return List.of();
    }
    List<Value> items = new ArrayList<>();
    for (Node item : sequence.items()) {
      items.add(of(item, Paths.item(path, items.size()), problems));
    }
    return items;
  }

  /// The entries of a mapping whose keys are names of the plan's own making, with the values and
  /// paths of their own; none where it is no mapping.
  List<Field> entries(String what) {
    if (!(node instanceof Node.Mapping mapping)) {
      mismatch("a mapping of " + what, "");
      return List.of();
    }
    return mapping.entries().stream()
        .map(entry -> Field.of(entry, Paths.key(path, entry.key().text()), problems))
        .toList();
  }

  /// A key and its value.
  ///
  /// @param key with the path of the entry
  record Field(Value key, Value value) {
    static Field of(Node.Entry entry, String path, Problems problems) {
      return new Field(
          Value.of(entry.key(), path, problems), Value.of(entry.value(), path, problems));
    }

    String name() {
      return key.node() instanceof Node.Scalar scalar ? scalar.text() : "";
    }
  }
}
