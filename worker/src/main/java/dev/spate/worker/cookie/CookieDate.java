package dev.spate.worker.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The dates in cookies, in whatever form they come (RFC 6265 §5.1.1): a time, a day, a month and a
/// year, in this order of looking for them, among anything else.
final class CookieDate {
  private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-\\x2F;-@\\[-`{-~]+");
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
  private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int FIRST_YEAR = 1601;

  private int hour = -1;
  private int minute;
  private int second;
  private int day = -1;
  private int month = -1;
  private int year = -1;

  private CookieDate() {}

  /// @return nothing for what is no date
  static Optional<Instant> read(String text) {
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text, -1)) {
      date.onToken(token);
    }
    return date.instant();
  }

  private void onToken(String token) {
    Matcher time = TIME.matcher(token);
    Matcher ofDay = DAY.matcher(token);
    Matcher ofYear = YEAR.matcher(token);
    if (hour < 0 && time.matches()) {
      hour = number(time, 1);
      minute = number(time, 2);
      second = number(time, 3);
    } else if (day < 0 && ofDay.matches()) {
      day = number(ofDay, 1);
    } else if (month < 0 && month(token) > 0) {
      month = month(token);
    } else if (year < 0 && ofYear.matches()) {
      year = fullYear(number(ofYear, 1));
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /// 1 to 12; 0 for what begins with no month's name.
  private static int month(String token) {
    if (token.length() < 3) {
      return 0;
    }
    int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
    return at < 0 || at % 3 != 0 ? 0 : at / 3 + 1;
  }

  private static int fullYear(int said) {
    if (said >= 100) {
      return said;
    }
    return said >= 70 ? said + 1_900 : said + 2_000;
  }

  private Optional<Instant> instant() {
    if (hour < 0 || day < 0 || month < 0 || year < FIRST_YEAR) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty(); // a 30th of February
    }
  }
}
