package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Differences in plain words.
final class Conclusions {
  /// From here on a change is so many times, not so many percent.
  private static final double TIMES = 2;

  private Conclusions() {}

  /// The most important first, a sentence each.
  static List<String> of(RunPair pair) {
    List<String> sentences = new ArrayList<>();
    for (Difference row : pair.rows()) {
      if (row.rose() || row.fell()) {
        sentences.add(words(row));
      }
    }
    List<String> bounds = new ArrayList<>();
    Map<String, List<String>> untested = new LinkedHashMap<>();
    for (Difference row : pair.rows()) {
      switch (row.finding()) {
        case Difference.Tested tested when !tested.different() ->
            bounds.add("of " + row.name() + " larger than " + percent(tested.missed()));
        case Difference.Tested _ -> {}
        case Difference.Untested(String why) ->
            untested.computeIfAbsent(why, _ -> new ArrayList<>()).add(row.name());
      }
    }
    if (!bounds.isEmpty()) {
      sentences.add("No difference " + listed(bounds, "or") + " could have been missed.");
    }
    untested.forEach((why, names) ->
        sentences.add(
            "%s %s not compared: %s."
                .formatted(listed(names, "and"), names.size() == 1 ? "is" : "are", why)));
    pair.rows().stream()
        .filter(Conclusions::event)
        .map(Conclusions::eventWords)
        .forEach(sentences::add);
    return sentences;
  }

  /// A row by itself.
  static String words(Difference row) {
    return switch (row.finding()) {
      case Difference.Tested tested when tested.different() ->
          "%s %s %s%s."
              .formatted(
                  row.name(),
                  tested.ratio() > 1 ? "rose" : "fell",
                  range(tested),
                  event(row)
                      ? ""
                      : " (%s to %s)"
                          .formatted(shown(row, row.baseline()), shown(row, row.value())));
      case Difference.Tested tested ->
          "No difference of %s larger than %s could have been missed."
              .formatted(row.name(), percent(tested.missed()));
      case Difference.Untested(String why) -> "%s is not compared: %s.".formatted(row.name(), why);
    };
  }

  private static String range(Difference.Tested tested) {
    boolean rose = tested.ratio() > 1;
    double near = rose ? tested.low() : tested.high();
    double far = rose ? tested.high() : tested.low();
    if (rose && far >= TIMES) {
      return Double.isInfinite(far)
          ? "to at least " + times(near)
          : between("to", number(near), number(far)) + " times of what it was";
    }
    return between("by", number(100 * Math.abs(near - 1)), number(100 * Math.abs(far - 1))) + " %";
  }

  private static String between(String word, String near, String far) {
    return near.equals(far) ? word + " " + near : word + " " + near + " to " + far;
  }

  private static String times(double ratio) {
    return number(ratio) + " times of what it was";
  }

  /// Two digits that count.
  private static String number(double value) {
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%,.0f", value);
  }

  static String percent(double part) {
    return Double.isInfinite(part) ? "any" : number(100 * part) + " %";
  }

  static String shown(Difference row, double value) {
    return row.percent() == null ? Figures.rate(value) : Figures.time(value);
  }

  /// Whether the runs as wholes differ by more than their parts do.
  private static boolean event(Difference row) {
    double whole = row.value() / row.baseline();
    return row.percent() != null
        && row.finding() instanceof Difference.Tested tested
        && Math.max(whole, 1 / whole) > 1.02
        && (whole < tested.low() || whole > tested.high());
  }

  private static String eventWords(Difference row) {
    return "Over the whole runs %s went from %s to %s, unlike in most of their parts: look for an event in one of them."
        .formatted(row.name(), shown(row, row.baseline()), shown(row, row.value()));
  }

  private static String listed(List<String> items, String last) {
    return items.size() == 1
        ? items.getFirst()
        : String.join(", ", items.subList(0, items.size() - 1))
            + " "
            + last
            + " "
            + items.getLast();
  }
}
