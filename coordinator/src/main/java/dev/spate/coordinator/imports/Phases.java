package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.YamlText;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Plan;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How other tools write load, as phases of a plan.
final class Phases {
  static final int DAY_MS = 86_400_000;

  private static final long MOST_MS = 30L * DAY_MS;
  private static final Pattern PART =
      Pattern.compile(
          "([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(milliseconds?|ms|minutes?|mins?|m|seconds?|secs?|s"
              + "|hours?|hrs?|h|days?|d)? *");

  private Phases() {}

  /// `30s`, `1m30s`, `5 minutes`; a number without a unit is seconds. Nothing where it is none of
  /// these, or longer than a phase may be.
  static Optional<Long> milliseconds(String text) {
    Matcher part = PART.matcher(text.strip());
    BigDecimal sum = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end && !part.group().isEmpty()) {
      BigDecimal number = new BigDecimal(part.group(1));
      String unit = part.group(2) == null ? "s" : part.group(2);
      sum = sum.add(number.multiply(BigDecimal.valueOf(unitMs(unit))));
      end = part.end();
    }
    boolean whole = end > 0 && end == text.strip().length();
    long ms = sum.min(BigDecimal.valueOf(MOST_MS + 1)).longValue();
    return whole && ms <= MOST_MS ? Optional.of(ms) : Optional.empty();
  }

  private static long unitMs(String unit) {
    return switch (unit.charAt(0)) {
      case 'h' -> 3_600_000;
      case 'd' -> DAY_MS;
      case 's' -> 1000;
      default -> unit.startsWith("ms") || unit.startsWith("mil") ? 1 : 60_000;
    };
  }

  static long users(long users) {
    return Math.clamp(users, 0, ClosedLoad.MAX_USERS);
  }

  /// So many in so long, a second where that is exact, else an hour, rounded to a thousandth.
  static String rate(Notes notes, BigDecimal number, long inMs) {
    BigDecimal second = number.multiply(BigDecimal.valueOf(1000));
    BigDecimal perSecond = second.divide(BigDecimal.valueOf(inMs), 3, RoundingMode.HALF_UP);
    if (perSecond.multiply(BigDecimal.valueOf(inMs)).compareTo(second) == 0) {
      return text(perSecond) + "/s";
    }
    BigDecimal hour = number.multiply(BigDecimal.valueOf(3_600_000));
    BigDecimal perHour = hour.divide(BigDecimal.valueOf(inMs), 1, RoundingMode.HALF_UP);
    if (perHour.multiply(BigDecimal.valueOf(inMs)).compareTo(hour) != 0) {
      notes.add(
          "a rate of " + number + " in " + inMs + " ms was rounded to " + text(perHour) + "/h");
    }
    return text(perHour) + "/h";
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /// Adds a phase under a name that no other has.
  static void add(Draft draft, String name, String load, long ms) {
    if (draft.phases.size() >= Plan.MAX_PHASES) {
      draft.notes.add("phases after the first " + Plan.MAX_PHASES);
      return;
    }
    String clean = Notes.onOneLine(name);
    String cut = clean.isEmpty() ? "phase" : clean.substring(0, Math.min(80, clean.length()));
    String unique = cut;
    for (int n = 2; draft.phaseNames.contains(unique); n++) {
      unique = cut + " " + n;
    }
    draft.phaseNames.add(unique);
    draft.phases.add(
        "{ name: "
            + YamlText.of(unique)
            + ", "
            + load
            + ", duration: "
            + Draft.duration(ms)
            + " }");
  }
}
