package dev.spate.coordinator.explain;

import dev.spate.plan.Once;
import dev.spate.plan.Scenario;
import java.util.ArrayList;
import java.util.List;

/// What happens once, in words.
final class OnceWords {
  private OnceWords() {}

  /// Lines; none where nothing does.
  static List<String> of(Once once) {
    List<String> lines = new ArrayList<>();
    for (Once.Part part : Once.Part.values()) {
      if (once.has(part)) {
        Scenario scenario = once.scenario(part);
        lines.addAll(Words.wrapped("", part.key() + ", once on one worker, " + when(part) + ":"));
        lines.addAll(Words.wrapped("    ", SummaryText.names(scenario) + shared(once, part)));
      }
    }
    return lines;
  }

  private static String when(Once.Part part) {
    return switch (part) {
      case BEFORE -> "before the traffic";
      case AFTER -> "when all traffic has ended";
    };
  }

  private static String shared(Once once, Once.Part part) {
    return part == Once.Part.AFTER || once.shared().isEmpty()
        ? ""
        : "; everybody has its " + String.join(", ", once.shared());
  }
}
