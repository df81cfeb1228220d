package dev.spate.worker.http.h1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An answer taken apart by the grammar of RFC 9112 alone: line by line, with regular expressions,
/// slowly. What the parser accepts has to be grammatical; and where parser and Netty differ, this
/// tells why.
final class AnswerText {
  /// A head: of an interim answer, or of the final one.
  ///
  /// @param minor of HTTP/1.x
  /// @param lines without the status line
  record Head(int minor, int status, List<Field> fields, int lines) {
    List<Field> all(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).toList();
    }

    boolean has(String name) {
      return !all(name).isEmpty();
    }

    /// The elements of all fields of a name, in lower case and without blanks around them.
    List<String> elements(String name) {
      return all(name).stream()
          .flatMap(field -> List.of(field.value().split(",", -1)).stream())
          .map(element -> element.strip().toLowerCase(Locale.ROOT))
          .toList();
    }
  }

  /// @param name in lower case
  /// @param value with a blank where a line is folded
  record Field(String name, String value, boolean folded) {
    Field foldedWith(String line) {
      return new Field(name, value + ' ' + line.strip(), true);
    }
  }

  private static final String TEXT = "[\\t\\x20-\\x7e\\x80-\\xff]*";
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.([0-9]) ([0-9]{3})(?: " + TEXT + ")?");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(" + TEXT + ")");
  private static final Pattern FOLDED = Pattern.compile("[ \\t]" + TEXT);
  private static final Pattern LAST_CHUNK = Pattern.compile("\\n0+[ \\t]*(?:;[^\\r\\n]*)?\\r\\n");

  private final List<Head> heads = new ArrayList<>();
  private final String text;
  private final boolean grammatical;
  private int at;
  private int emptyLines;

  /// @param text from the end of the answer before, however far
  AnswerText(String text) {
    this.text = text;
    grammatical = readHeads();
  }

  /// Whether it begins with whole heads, the last of them final.
  boolean grammatical() {
    return grammatical;
  }

  /// Whether a head is as described.
  boolean any(Predicate<Head> described) {
    return heads.stream().anyMatch(described);
  }

  String text() {
    return text;
  }

  /// What follows the last head.
  String body() {
    return text.substring(at);
  }

  /// Whether it has more of anything than the parser may take.
  boolean mayExceedLimits() {
    return emptyLines > EmptyLines.MAX
        || heads.size() > ResponseParser.MAX_INTERIM
        || any(head -> head.lines() > ResponseHead.MAX_FIELDS)
        || text.length() > ResponseHead.MAX_LINE;
  }

  /// Whether what may be the trailers is none.
  boolean mayHaveBadTrailers() {
    String chunks = "\n" + body();
    Matcher last = LAST_CHUNK.matcher(chunks);
    while (last.find()) {
      String status = "HTTP/1.1 200\n";
      AnswerText trailers = new AnswerText(status + chunks.substring(last.end()));
      if (!trailers.grammatical || trailers.mayExceedLimits()) {
        return true;
      }
    }
    return false;
  }

  private boolean readHeads() {
    do {
      skipEmptyLines();
      Head head = readHead();
      if (head == null) {
        return false;
      }
      heads.add(head);
    } while (heads.getLast().status() / 100 == 1);
    return true;
  }

  private void skipEmptyLines() {
    while (text.startsWith("\n", at) || text.startsWith("\r\n", at)) {
      at = text.indexOf('\n', at) + 1;
      emptyLines++;
    }
  }

  private @Nullable Head readHead() {
    String first = nextLine();
    Matcher status = STATUS_LINE.matcher(first == null ? "" : first);
    if (!status.matches()) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    int lines = 0;
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (line.isEmpty()) {
        return new Head(
            Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), fields, lines);
      }
      lines++;
      if (!addField(fields, line)) {
        return null;
      }
    }
    return null;
  }

  private static boolean addField(List<Field> fields, String line) {
    Matcher field = FIELD.matcher(line);
    if (field.matches()) {
      fields.add(new Field(field.group(1).toLowerCase(Locale.ROOT), field.group(2), false));
      return true;
    }
    if (fields.isEmpty() || !FOLDED.matcher(line).matches()) {
      return false;
    }
    fields.add(fields.removeLast().foldedWith(line));
    return true;
  }

  private @Nullable String nextLine() {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return null;
    }
    String line = text.substring(at, end);
    at = end + 1;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
