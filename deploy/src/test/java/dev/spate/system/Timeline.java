package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// The slots of a report, and the same seconds as the target saw them.
///
/// @param arrivals at the target, in seconds since the first
record Timeline(RunReport report, List<Double> arrivals) {
  /// Every slot from this one on has what the plan wants, and nothing in it was lost.
  void assertOnPlanFrom(int slot) {
    for (JsonNode row : report.timeline()) {
      if (row.get("slot").asInt() >= slot) {
        assertThat(row.get("offered").asLong())
            .as("offered in slot %s, which nothing was to be lost in from %d on", row, slot)
            .isEqualTo(row.get("planned").asLong());
        assertThat(row.get("lost").asLong()).as("lost in slot %s", row).isZero();
      }
    }
  }

  /// What all slots together lost, before this one.
  long lostBefore(int slot) {
    long lost = 0;
    for (JsonNode row : report.timeline()) {
      lost += row.get("slot").asInt() < slot ? row.get("lost").asLong() : 0;
    }
    return lost;
  }

  /// How many requests reached the target in a stretch of time.
  long arrived(double from, double until) {
    return arrivals.stream().filter(at -> at >= from && at < until).count();
  }

  /// A time without a request, in seconds.
  record Gap(double from, double length) {}

  /// The longest one between the first request and the last.
  Gap longestGap() {
    List<Double> sorted = arrivals.stream().sorted().toList();
    Gap longest = new Gap(0, 0);
    for (int i = 1; i < sorted.size(); i++) {
      Gap gap = new Gap(sorted.get(i - 1), sorted.get(i) - sorted.get(i - 1));
      longest = gap.length() > longest.length() ? gap : longest;
    }
    return longest;
  }
}
