package dev.spate.cli;

import dev.spate.coordinator.report.Figures;
import java.util.ArrayDeque;
import java.util.Deque;

/// The last durations as bars of one line, on a logarithmic scale from the shortest to the longest
/// of them: a stall stands out, and the rest is not flat beside it.
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  /// From bottom to top at least, so that noise looks like noise.
  private static final double LEAST_RATIO = 4;

  private final int most;
  private final Deque<Double> last = new ArrayDeque<>();

  /// @param most how many durations it remembers
  Sparkline(int most) {
    this.most = most;
  }

  /// @param seconds 0 or less where there is none
  void add(double seconds) {
    last.addLast(Math.max(0, seconds));
    if (last.size() > most) {
      last.removeFirst();
    }
  }

  /// The newest at the right.
  ///
  /// @param columns how many are drawn at the most
  String drawn(int columns) {
    double shortest = shortest();
    double decades = Math.log(Math.max(LEAST_RATIO, longest() / shortest));
    StringBuilder bars = new StringBuilder();
    last.stream()
        .skip(Math.max(0, last.size() - Math.max(0, columns)))
        .forEach(seconds -> bars.append(bar(seconds, shortest, decades)));
    return bars.toString();
  }

  private static char bar(double seconds, double shortest, double decades) {
    if (seconds <= 0) {
      return ' ';
    }
    double height = Math.log(seconds / shortest) / decades * BARS.length();
    return BARS.charAt(Math.clamp((int) height, 0, BARS.length() - 1));
  }

  /// What its bottom and its longest bar stand for.
  String range() {
    return longest() <= 0 ? "" : Figures.time(shortest()) + " to " + Figures.time(longest());
  }

  private double shortest() {
    return last.stream().filter(seconds -> seconds > 0).mapToDouble(s -> s).min().orElse(1);
  }

  private double longest() {
    return last.stream().mapToDouble(seconds -> seconds).max().orElse(0);
  }
}
