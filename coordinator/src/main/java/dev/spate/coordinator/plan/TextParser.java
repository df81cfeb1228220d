package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;

/// Parses a text with holes: `${name}`, `${function(argument, "text", 3)}`, and `$${` for a `${`
/// that is meant. What is the same for everybody is put in at once.
final class TextParser {
  private static final String OPENING = "${";
  private static final String LITERAL_OPENING = "$${";

  private final String text;
  private final Scope scope;
  private final Template.Encoding encoding;
  private final List<Template.Part> parts = new ArrayList<>();

  /// What stands before the next hole, as it will stand there.
  private final StringBuilder piece = new StringBuilder();

  private int at;

  TextParser(String text, Scope scope, Template.Encoding encoding) {
    this.text = text;
    this.scope = scope;
    this.encoding = encoding;
  }

  Template parse() throws TextException {
    while (at < text.length()) {
      if (text.startsWith(OPENING, at)) {
        hole();
      } else {
        literal();
      }
    }
    endPiece();
    return new Template(parts);
  }

  private void literal() {
    int from = at;
    String literal = text;
    while (at < text.length() && !text.startsWith(OPENING, at)) {
      if (text.startsWith(LITERAL_OPENING, at)) {
        add(literal.substring(from, at) + OPENING);
        at += LITERAL_OPENING.length();
        from = at;
      } else {
        at++;
      }
    }
    add(literal.substring(from, at));
  }

  /// A path is written in its encoding by who writes the plan; only JSON is not.
  private void add(String literal) {
    piece.append(
        encoding == Template.Encoding.JSON ? Template.Encoding.JSON.encode(literal) : literal);
  }

  private void endPiece() {
    if (!piece.isEmpty()) {
      parts.add(new Template.Text(piece.toString()));
      piece.setLength(0);
    }
  }

  private void hole() throws TextException {
    int from = at;
    at += OPENING.length();
    Expression value = expression(0);
    if (next() != '}') {
      throw at == text.length() ? unclosed(from) : unexpected("}");
    }
    at++;
    switch (value) {
      case Expression.Literal(String constant) -> piece.append(encoding.encode(constant));
      case Expression.Secret(String name, String secret) -> {
        endPiece();
        parts.add(new Template.Secret(name, encoding.encode(secret)));
      }
      case Expression.Variable _,
          Expression.Call _,
          Expression.AccessToken _,
          Expression.Digest _ -> {
        endPiece();
        parts.add(new Template.Hole(value, encoding));
      }
    }
  }

  private TextException unclosed(int from) {
    String begun = Paths.printable(text.substring(from));
    return new TextException(
        "\"" + begun + "\" has no } at its end", "write $${ for a ${ that is meant as it is");
  }

  private TextException unexpected(String wanted) {
    return new TextException(
        at == text.length()
            ? "a hole of the text ends too early: " + wanted + " is missing"
            : "in a hole of the text %s is expected, not \"%s\""
                .formatted(wanted, Paths.printable(text.substring(at, at + 1))),
        "holes look like ${name} or ${randomInt(1, 6)}");
  }

  /// The next character that is not blank; 0 at the end.
  private char next() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Expression expression(int depth) throws TextException {
    char first = next();
    if (depth > Expression.MAX_DEPTH) {
      throw new TextException(
          "functions are nested at most " + Expression.MAX_DEPTH + " levels deep", "");
    }
    if (first == '"' || first == '\'') {
      return new Expression.Literal(quoted(first));
    }
    if ((first >= '0' && first <= '9') || first == '-') {
      return new Expression.Literal(number());
    }
    String name = name();
    if (name.isEmpty()) {
      throw unexpected("a name");
    }
    if (next() == '(') {
      at++;
      return Calls.of(name, arguments(depth + 1), scope);
    }
    return VariableNames.find(name, scope);
  }

  private String name() {
    int from = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private String number() {
    int from = at++;
    while (at < text.length() && (isNamePart(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    return text.substring(from, at);
  }

  /// A backslash takes the next character as it is.
  private String quoted(char quote) throws TextException {
    StringBuilder quoted = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return quoted.toString();
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      quoted.append(text.charAt(at));
    }
    throw unexpected("the closing " + quote);
  }

  private List<Expression> arguments(int depth) throws TextException {
    List<Expression> arguments = new ArrayList<>();
    if (next() == ')') {
      at++;
      return arguments;
    }
    while (true) {
      arguments.add(expression(depth));
      char after = next();
      if (after != ',' && after != ')') {
        throw unexpected(", or )");
      }
      at++;
      if (after == ')') {
        return arguments;
      }
    }
  }
}
