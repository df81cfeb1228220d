package dev.spate.coordinator.explain;

import dev.spate.coordinator.plan.Durations;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The shape of a plan's load as lines of text, at most 80 characters wide:
///
/// ```
///   500/s |             .:######
///   250/s |        .:###########
///       0 +-------+------------+
///         0       30s         1m
///         warm    steady
/// ```
final class Drawing {
  private static final int WIDTH = 80;
  private static final int ROWS = 8;
  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /// For terminals that know no more than ASCII: less than half a cell, half of it, all of it.
  private static final String ASCII = " .:#";

  private final Plan plan;
  private final String levels;

  private Drawing(Plan plan, String levels) {
    this.plan = plan;
    this.levels = levels;
  }

  /// @param blocks whether block characters may be used, which show eight steps a line
  static List<String> of(Plan plan, boolean blocks) {
    return new Drawing(plan, blocks ? BLOCKS : ASCII).lines();
  }

  private List<String> lines() {
    LoadShape whole = LoadShape.of(plan, 1);
    String mostArrivals = top(whole.arrivalsPerSecond(), "/s");
    String mostUsers = top(whole.users(), " users").replaceFirst("^1 users$", "1 user");
    int margin = Math.max(6, Math.max(mostArrivals.length(), mostUsers.length())) + 2;
    int columns = WIDTH - margin - 3;
    LoadShape shape = LoadShape.of(plan, columns);
    boolean both = !mostArrivals.isEmpty() && !mostUsers.isEmpty();
    List<String> lines = new ArrayList<>();
    chart(lines, shape.arrivalsPerSecond(), mostArrivals, margin, both ? ROWS - 3 : ROWS);
    if (both) {
      lines.add(" ".repeat(margin) + " |");
    }
    chart(lines, shape.users(), mostUsers, margin, both ? ROWS - 3 : ROWS);
    lines.add(axis(margin, columns));
    lines.add(times(margin, columns));
    lines.add(names(margin, columns));
    lines.removeIf(String::isBlank);
    return lines;
  }

  private static String top(List<Double> peaks, String unit) {
    return peaks.isEmpty() ? "" : Words.number(peaks.getFirst()) + unit;
  }

  private void chart(List<String> lines, List<Double> peaks, String top, int margin, int rows) {
    double most = peaks.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    for (int row = rows; row > 0 && !peaks.isEmpty(); row--) {
      StringBuilder line = new StringBuilder((row == rows ? top : "").indent(0).strip());
      line.insert(0, " ".repeat(margin - line.length())).append(" |");
      for (double peak : peaks) {
        line.append(cell(most == 0 ? 0 : peak / most * rows - (row - 1), row == 1 && peak > 0));
      }
      lines.add(line.toString().stripTrailing());
    }
  }

  /// @param height of what is in a cell, in cells; below 0 and above 1 where it ends elsewhere
  /// @param visible where there is something, however little
  private char cell(double height, boolean visible) {
    int steps = levels.length() - 1;
    int level = (int) Math.round(Math.clamp(height, 0.0, 1.0) * steps);
    return levels.charAt(visible ? Math.max(1, level) : level);
  }

  private String axis(int margin, int columns) {
    char[] axis = new char[columns + 1];
    Arrays.fill(axis, '-');
    for (int phase = 0; phase < plan.phases().size(); phase++) {
      axis[column(plan.beginsNs(phase), columns)] = '+';
      axis[column(plan.endsNs(phase), columns)] = '+';
    }
    return " ".repeat(margin - 1) + "0 " + new String(axis);
  }

  /// The column of an instant; the end of the plan has one of its own.
  private int column(long ns, int columns) {
    return (int) ((double) ns / plan.durationNs() * columns);
  }

  /// When phases begin, where there is room; the end of the last in any case.
  private String times(int margin, int columns) {
    String end = Durations.format(plan.durationNs());
    StringBuilder line = new StringBuilder(" ".repeat(margin + 1));
    int endsAt = margin + 1 + columns + 1 - end.length();
    for (long ns : inOrder().mapToLong(plan::beginsNs).distinct().toArray()) {
      String time = ns == 0 ? "0" : Durations.format(ns);
      int at = margin + 1 + column(ns, columns);
      boolean room = at >= line.length() + (ns == 0 ? 0 : 1) && at + time.length() < endsAt;
      if (room) {
        line.append(" ".repeat(at - line.length())).append(time);
      }
    }
    return line + " ".repeat(Math.max(1, endsAt - line.length())) + end;
  }

  /// The names of phases that are wide enough, as far as there is room for them.
  private String names(int margin, int columns) {
    StringBuilder line = new StringBuilder(" ".repeat(margin + 1));
    for (int phase : inOrder().toArray()) {
      String name = plan.phases().get(phase).name();
      int at = margin + 1 + column(plan.beginsNs(phase), columns);
      int to = margin + 1 + column(plan.endsNs(phase), columns);
      boolean fits =
          name.length() < to - at
              || (name.length() == to - at && plan.endsNs(phase) == plan.durationNs());
      if (fits && at >= line.length()) {
        line.append(" ".repeat(at - line.length())).append(name).append(' ');
      }
    }
    return line.toString().stripTrailing();
  }

  /// Phases as they begin.
  private IntStream inOrder() {
    return IntStream.range(0, plan.phases().size())
        .boxed()
        .sorted(Comparator.comparingLong(plan::beginsNs))
        .mapToInt(Integer::intValue);
  }
}
