package dev.spate.coordinator.plan;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When requests came, as a file says it: line by line, in any order.
final class RecordedTimes {
  /// How a file says when.
  enum Format {
    /// The first value of each line is a number of seconds, since whenever.
    SECONDS("seconds"),
    /// The same in milliseconds.
    MILLISECONDS("milliseconds"),
    /// The common log format of web servers, and all that begin like it (combined).
    ACCESS_LOG("accessLog");

    private final String id;

    Format(String id) {
      this.id = id;
    }

    /// Its name in plans.
    String id() {
      return id;
    }
  }

  private static final Pattern NUMBER =
      Pattern.compile("\\s*\"?([0-9]{1,13}(?:\\.[0-9]{1,30})?)\"?\\s*(?:[,;\\t].*)?");
  private static final Pattern LOGGED =
      Pattern.compile(
          "\\[([0-9]{2}/[A-Za-z]{3}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [+-][0-9]{4})\\]");
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Format format;
  private final long[] times;
  private int count;

  /// The last time of a log that was read, and what it is: most lines repeat it.
  private String lastText = "";

  private long lastNs;

  private RecordedTimes(Format format, int lines) {
    this.format = format;
    this.times = new long[lines];
  }

  /// The times in ascending order, in nanoseconds since whenever; at least one. Those of a log,
  /// which has whole seconds, are spread evenly within theirs.
  ///
  /// @throws TextException with the line of what is wrong
  static long[] read(String text, Format format) throws TextException {
    String[] lines = text.split("\r?\n", -1);
    RecordedTimes read = new RecordedTimes(format, lines.length);
    for (int line = 0; line < lines.length; line++) {
      read.line(line + 1, lines[line]);
    }
    if (read.count == 0) {
      throw new TextException(
          "has no times",
          format == Format.ACCESS_LOG ? "" : "each line begins with a number of " + format.id());
    }
    long[] times = Arrays.copyOf(read.times, read.count);
    Arrays.sort(times);
    if (format == Format.ACCESS_LOG) {
      spread(times);
    }
    return times;
  }

  private void line(int number, String line) throws TextException {
    if (line.isBlank()) {
      return;
    }
    if (format == Format.ACCESS_LOG) {
      times[count++] = logged(number, line);
      return;
    }
    Matcher value = NUMBER.matcher(line);
    if (value.matches()) {
      times[count++] = nanoseconds(number, value.group(1));
    } else if (number > 1) { // the first may name the columns
      throw new TextException(
          "line " + number + ": does not begin with a number of " + format.id(),
          "format: accessLog, if it is the log of a web server");
    }
  }

  private long nanoseconds(int line, String number) throws TextException {
    int digits = format == Format.SECONDS ? 9 : 6;
    try {
      return new BigDecimal(number).movePointRight(digits).toBigInteger().longValueExact();
    } catch (ArithmeticException _) {
      throw new TextException(
          "line " + line + ": so many seconds are no time", "format: milliseconds");
    }
  }

  private long logged(int number, String line) throws TextException {
    Matcher time = LOGGED.matcher(line);
    if (!time.find()) {
      throw notLogged(number);
    }
    if (!time.group(1).equals(lastText)) {
      lastText = time.group(1);
      try {
        lastNs =
            Math.multiplyExact(
                OffsetDateTime.parse(lastText, LOG_TIME).toEpochSecond(), Durations.SECOND_NS);
      } catch (DateTimeException | ArithmeticException _) {
        throw notLogged(number);
      }
    }
    return lastNs;
  }

  private static TextException notLogged(int line) {
    return new TextException(
        "line " + line + ": has no time such as [23/Nov/2026:13:55:36 +0000]",
        "format: seconds, if each line begins with a number");
  }

  /// Equal times become evenly spaced ones within their second.
  private static void spread(long[] times) {
    int first = 0;
    for (int n = 1; n <= times.length; n++) {
      if (n == times.length || times[n] != times[first]) {
        long gap = Durations.SECOND_NS / (n - first);
        for (int same = first; same < n; same++) {
          times[same] += gap * (same - first);
        }
        first = n;
      }
    }
  }
}
