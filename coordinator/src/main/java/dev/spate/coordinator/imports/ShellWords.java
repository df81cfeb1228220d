package dev.spate.coordinator.imports;

import java.util.ArrayList;
import java.util.List;

/// The words of command lines, as a POSIX shell (and bash, for `$'…'`) takes them apart. Nothing is
/// expanded.
final class ShellWords {
  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /// The commands, each of at least one word.
  static List<List<String>> commands(String text) {
    return new ShellWords(text).read();
  }

  private List<List<String>> read() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\'' -> until('\'', false);
        case '"' -> doubleQuoted();
        case '\\' -> escaped();
        case '\n', ';', '|', '&' -> endCommand();
        case ' ', '\t', '\r' -> endWord();
        case '#' -> comment();
        case '$' -> dollar();
        default -> append(c);
      }
    }
    endCommand();
    return commands;
  }

  private void append(char c) {
    word.append(c);
    begun = true;
  }

  private void dollar() {
    boolean ansi = at < text.length() && text.charAt(at) == '\'';
    boolean prompt = words.isEmpty() && !begun && at < text.length() && text.charAt(at) == ' ';
    if (ansi) {
      at++;
      until('\'', true);
    } else if (!prompt) {
      append('$');
    }
  }

  private void comment() {
    if (begun) {
      append('#');
      return;
    }
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void escaped() {
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at >= text.length()) {
      return;
    }
    char c = text.charAt(at++);
    if (c != '\n') {
      append(c);
    }
  }

  private void doubleQuoted() {
    begun = true;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length() && "\"\\$`\n".indexOf(text.charAt(at)) >= 0) {
        char next = text.charAt(at++);
        word.append(next == '\n' ? "" : String.valueOf(next));
      } else {
        word.append(c);
      }
    }
    close('"');
  }

  private void until(char quote, boolean ansi) {
    begun = true;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (ansi && c == '\\' && at < text.length()) {
        ansi(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
    close(quote);
  }

  private void close(char quote) {
    if (at >= text.length()) {
      throw new ImportException("a quote " + quote + " is never closed");
    }
    at++;
  }

  private void ansi(char c) {
    switch (c) {
      case 'n' -> word.append('\n');
      case 't' -> word.append('\t');
      case 'r' -> word.append('\r');
      case 'u' -> hex(4);
      case 'x' -> hex(2);
      default -> word.append(c);
    }
  }

  private void hex(int most) {
    int end = at;
    while (end < text.length() && end < at + most && Character.digit(text.charAt(end), 16) >= 0) {
      end++;
    }
    if (end > at) {
      word.append((char) Integer.parseInt(text.substring(at, end), 16));
    }
    at = end;
  }

  private void endWord() {
    if (begun) {
      words.add(word.toString());
    }
    word.setLength(0);
    begun = false;
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
    }
    words = new ArrayList<>();
  }
}
