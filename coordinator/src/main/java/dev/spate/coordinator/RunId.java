package dev.spate.coordinator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Names of runs: the second in UTC at which it was submitted, so that they sort by time and can be
/// read, and four random characters, as in `20261122-145501-k3x9`. They name directories and stand
/// in URLs.
public final class RunId {
  private static final Pattern FORM = Pattern.compile("\\d{8}-\\d{6}-[a-z0-9]{4}");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /// Without letters and digits that look like each other.
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int RANDOM_CHARACTERS = 4;

  private RunId() {}

  static String of(Instant at, RandomGenerator random) {
    StringBuilder id = new StringBuilder(SECOND.format(at)).append('-');
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }

  /// Whether a string can be the id of a run: nothing else is ever part of a path.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The second at which a run was submitted.
  ///
  /// @throws java.time.DateTimeException for a name that is none
  static Instant submittedAt(String id) {
    return SECOND.parse(id.substring(0, id.lastIndexOf('-')), Instant::from);
  }
}
