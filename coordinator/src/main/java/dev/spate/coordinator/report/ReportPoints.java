package dev.spate.coordinator.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A timeline as few enough points for `report.html`: when there are too many, neighbours are put
/// together, so that a page stays small however long its run was.
final class ReportPoints implements Consumer<SlotRow> {
  static final int MOST = 3_600;

  /// What is drawn has no more.
  private static final MathContext DRAWN = new MathContext(4, RoundingMode.HALF_EVEN);

  private final List<ReportPoint> points = new ArrayList<>();
  private int slotsPerPoint = 1;

  @Override
  public void accept(SlotRow row) {
    add(ReportPoint.of(row));
    if (points.size() > MOST) {
      slotsPerPoint *= 2;
      List<ReportPoint> all = List.copyOf(points);
      points.clear();
      all.forEach(this::add);
    }
  }

  private void add(ReportPoint point) {
    boolean together =
        !points.isEmpty()
            && points.getLast().slot() / slotsPerPoint == point.slot() / slotsPerPoint;
    if (together) {
      points.set(points.size() - 1, points.getLast().plus(point));
    } else {
      points.add(point);
    }
  }

  List<ReportPoint> points() {
    return List.copyOf(points);
  }

  /// Columns by their names, each as long as there are points; of errors and marks only what there
  /// is, by the number of the point.
  Map<String, Object> columns() {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("slot", column(ReportPoint::slot));
    columns.put("slots", column(ReportPoint::slots));
    if (!points.isEmpty()) {
      ReportPoint first = points.getFirst();
      for (String name : first.sums().keySet()) {
        columns.put(name, column(point -> point.sums().get(name)));
      }
      for (String name : first.times().keySet()) {
        columns.put(name, column(point -> drawn(point.times().get(name))));
      }
    }
    columns.put("inFlight", column(ReportPoint::inFlight));
    columns.put("workers", column(ReportPoint::workers));
    columns.put("censored", column(point -> point.censored() ? 1 : 0));
    columns.put("warmup", column(point -> point.warmup() ? 1 : 0));
    columns.put("response", column(point -> point.latency().response()));
    columns.put("service", column(point -> point.latency().service()));
    columns.put("marks", filled(ReportPoint::marks, List.of()));
    columns.put("errors", filled(ReportPoint::errors, Map.of()));
    return columns;
  }

  private static @Nullable BigDecimal drawn(@Nullable Double seconds) {
    return seconds == null ? null : new BigDecimal(seconds, DRAWN);
  }

  private List<@Nullable Object> column(Function<ReportPoint, @Nullable Object> value) {
    List<@Nullable Object> column = new ArrayList<>();
    points.forEach(point -> column.add(value.apply(point)));
    return column;
  }

  private Map<Integer, Object> filled(Function<ReportPoint, Object> value, Object empty) {
    Map<Integer, Object> filled = new LinkedHashMap<>();
    for (int index = 0; index < points.size(); index++) {
      Object one = value.apply(points.get(index));
      if (!one.equals(empty)) {
        filled.put(index, one);
      }
    }
    return filled;
  }
}
