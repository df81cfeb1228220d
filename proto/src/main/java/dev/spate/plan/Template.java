package dev.spate.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A text with holes that each virtual user fills with values of its own.
///
/// @param parts in order, at most [#MAX_PARTS]
public record Template(List<Part> parts) {
  public static final int MAX_PARTS = 1_000;

  private static final Template EMPTY = new Template(List.of());

  /// A piece of the text.
  public sealed interface Part {}

  /// What is the same for everybody.
  public record Text(String text) implements Part {}

  /// The same, from where the plan was submitted: kept out of everything that is kept of a run.
  ///
  /// @param name what it is known by
  public record Secret(String name, String text) implements Part {}

  /// What is in a file; in bodies only, as it need not be a text.
  ///
  /// @param name as the plan has it
  public record File(String name, Octets content) implements Part {}

  /// What is put in, and how it is written there.
  public record Hole(Expression value, Encoding encoding) implements Part {}

  /// How a value is written in its place.
  public enum Encoding {
    /// As it is.
    PLAIN,
    /// In UTF-8, each byte but the unreserved ones of RFC 3986 §2.3 percent-encoded.
    URL,
    /// As a part of a JSON text (RFC 8259 §7): quotes, backslashes and control characters escaped.
    JSON;

    public String encode(String value) {
      return switch (this) {
        case PLAIN -> value;
        case URL -> Encodings.url(value);
        case JSON -> Encodings.json(value);
      };
    }
  }

  /// @throws IllegalArgumentException above the limit
  public Template {
    parts = List.copyOf(parts);
    if (parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "a text has at most " + MAX_PARTS + " parts, not " + parts.size());
    }
  }

  /// One without holes.
  public static Template of(String text) {
    return text.isEmpty() ? EMPTY : new Template(List.of(new Text(text)));
  }

  /// One of these parts in order, with texts that follow each other as one.
  ///
  /// @throws IllegalArgumentException above the limit
  public static Template joined(List<Part> parts) {
    List<Part> joined = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Text(String text)
          && !joined.isEmpty()
          && joined.getLast() instanceof Text(String before)) {
        joined.set(joined.size() - 1, new Text(before + text));
      } else {
        joined.add(part);
      }
    }
    return new Template(joined);
  }

  /// Whether it has no holes.
  public boolean constant() {
    return parts.stream().noneMatch(Hole.class::isInstance);
  }

  /// What stands in it without its holes and files; all of it where it is constant and has no file.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Text(String piece) -> text.append(piece);
        case Secret(_, String piece) -> text.append(piece);
        case File _, Hole _ -> {}
      }
    }
    return text.toString();
  }

  /// The same with something else in place of every secret, and of what is in files.
  public Template withSecretsAs(String mask) {
    return new Template(parts.stream().map(part -> withSecretsAs(mask, part)).toList());
  }

  private static Part withSecretsAs(String mask, Part part) {
    return switch (part) {
      case Text text -> text;
      case File(String name, _) -> new File(name, Octets.of(mask));
      case Secret(String name, _) -> new Secret(name, mask);
      case Hole(var value, var encoding) -> new Hole(value.withSecretsAs(mask), encoding);
    };
  }

  /// Its holes in order.
  public Stream<Hole> holes() {
    return parts.stream().filter(Hole.class::isInstance).map(Hole.class::cast);
  }

  /// The names of the variables in it, with repetitions.
  public Stream<String> variables() {
    return holes().flatMap(hole -> hole.value().variables());
  }
}
