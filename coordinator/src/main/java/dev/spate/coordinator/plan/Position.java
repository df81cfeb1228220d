package dev.spate.coordinator.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// A place in a text.
///
/// @param line from 1
/// @param column from 1, in code points
/// @param index from 0, in code points
record Position(int line, int column, int index) {
  static final Position START = new Position(1, 1, 0);

  static Position of(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1, m.getIndex()))
        .orElse(START);
  }

  /// The place of a character, counted as the YAML scanner counts: a line ends at LF, CR LF or CR.
  static Position at(String text, int charIndex) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < charIndex; i++) {
      char c = text.charAt(i);
      boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !pair)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(
        line, text.codePointCount(lineStart, charIndex) + 1, text.codePointCount(0, charIndex));
  }
}
