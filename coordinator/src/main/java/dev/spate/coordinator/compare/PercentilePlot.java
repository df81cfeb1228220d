package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Percentile curves over each other, in characters: across, 1/(1 − p) on a logarithmic scale; up,
/// the time on a logarithmic scale. Each run is its letter; where several are at the same place
/// there is a `*`.
final class PercentilePlot {
  private static final int ROWS = 12;
  private static final int COLUMNS = 61;
  private static final int LABEL = 12;
  private static final List<String> TICKS =
      List.of("0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %");

  private final List<List<double[]>> curves;
  private final double decades;
  private double low = Double.POSITIVE_INFINITY;
  private double high;

  private PercentilePlot(List<List<double[]>> curves) {
    this.curves = curves;
    this.decades =
        Math.clamp(
            curves.stream().mapToDouble(curve -> nines(curve.getLast()[0])).max().orElse(1),
            1,
            TICKS.size() - 1.0);
    for (List<double[]> curve : curves) {
      for (double[] point : curve) {
        low = Math.min(low, point[1]);
        high = Math.max(high, nines(point[0]) <= decades ? point[1] : 0);
      }
    }
    low = Math.max(low, 1e-6);
    high = Math.max(high, low * 1.1);
  }

  /// @param curves points of percent and seconds, at least one each
  static String of(List<List<double[]>> curves) {
    return new PercentilePlot(curves).draw();
  }

  private static double nines(double percent) {
    return -Math.log10(1 - percent / 100);
  }

  private String draw() {
    char[][] field = new char[ROWS][COLUMNS];
    for (char[] row : field) {
      Arrays.fill(row, ' ');
    }
    for (int curve = 0; curve < curves.size(); curve++) {
      plot(field, curves.get(curve), (char) ('A' + curve));
    }
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      boolean labelled = row % 3 == 0 || row == ROWS - 1;
      String label = labelled ? Figures.time(timeOf(row)) : "";
      out.append(
              String.format(Locale.ROOT, "%" + LABEL + "s |%s", label, new String(field[row]))
                  .stripTrailing())
          .append('\n');
    }
    return out.append(axis()).toString();
  }

  private void plot(char[][] field, List<double[]> curve, char letter) {
    for (int column = 0; column < COLUMNS; column++) {
      double nines = decades * column / (COLUMNS - 1);
      if (nines <= nines(curve.getLast()[0]) + 1e-9) {
        int row = rowOf(timeAt(curve, nines));
        field[row][column] = field[row][column] == ' ' ? letter : '*';
      }
    }
  }

  /// Of the point at or before.
  private static double timeAt(List<double[]> curve, double nines) {
    double time = curve.getFirst()[1];
    for (double[] point : curve) {
      if (nines(point[0]) > nines + 1e-9) {
        break;
      }
      time = point[1];
    }
    return time;
  }

  private int rowOf(double seconds) {
    double share = Math.log(Math.max(seconds, low) / low) / Math.log(high / low);
    return ROWS - 1 - (int) Math.round(Math.min(1, share) * (ROWS - 1));
  }

  private double timeOf(int row) {
    return low * Math.pow(high / low, (double) (ROWS - 1 - row) / (ROWS - 1));
  }

  private String axis() {
    char[] line = new char[LABEL + 2 + COLUMNS + 8];
    Arrays.fill(line, ' ');
    for (int decade = 0; decade <= decades + 1e-9; decade++) {
      String tick = TICKS.get(decade);
      int at = LABEL + 2 + (int) Math.round((COLUMNS - 1) * decade / decades);
      if (at + tick.length() <= line.length) {
        tick.getChars(0, tick.length(), line, at);
      }
    }
    return new String(line).stripTrailing() + "\n";
  }
}
