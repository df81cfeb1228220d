package dev.spate.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A timeline as few enough points to draw: when there are too many, neighbours are put together,
/// counts as sums, times as the longest of them (they are not averaged).
final class TimelinePoints implements Consumer<SlotRow> {
  static final int MOST = 720;

  private final List<Point> points = new ArrayList<>();
  private int slotsPerPoint = 1;
  private int rows;

  /// @param slot the first
  /// @param slots how many
  /// @param failed without success: failed, timed out and unanswered
  /// @param p50 seconds; the longest of the slots
  /// @param p99 likewise
  /// @param censored whether the p99 is only a lower bound
  record Point(
      int slot,
      int slots,
      long planned,
      long offered,
      long succeeded,
      long failed,
      @Nullable Double p50,
      @Nullable Double p99,
      boolean censored,
      boolean warmup,
      List<String> marks) {

    static Point of(SlotRow row) {
      return new Point(
          row.slot(),
          1,
          row.planned(),
          row.offered(),
          row.succeeded(),
          row.failed() + row.timedOut() + row.unanswered(),
          row.p50(),
          row.p99(),
          row.censored(),
          row.warmup(),
          row.marks());
    }

    Point plus(Point next) {
      return new Point(
          slot,
          slots + next.slots,
          planned + next.planned,
          offered + next.offered,
          succeeded + next.succeeded,
          failed + next.failed,
          longest(p50, next.p50),
          longest(p99, next.p99),
          censored || next.censored,
          warmup && next.warmup,
          marks.isEmpty() ? next.marks : marks);
    }

    private static @Nullable Double longest(@Nullable Double a, @Nullable Double b) {
      return a == null ? b : b == null ? a : Double.valueOf(Math.max(a, b));
    }

    /// The middle of the point on the axis of time, in seconds.
    double seconds() {
      return slot + slots / 2.0;
    }

    double perSecond(long count) {
      return (double) count / slots;
    }
  }

  @Override
  public void accept(SlotRow row) {
    Point point = Point.of(row);
    if (rows++ % slotsPerPoint == 0) {
      if (points.size() == MOST) {
        halve();
      }
      points.add(point);
    } else {
      points.set(points.size() - 1, points.getLast().plus(point));
    }
  }

  private void halve() {
    List<Point> halved = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      halved.add(points.get(i).plus(points.get(i + 1)));
    }
    points.clear();
    points.addAll(halved);
    slotsPerPoint *= 2;
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /// How many slots a point stands for.
  int slotsPerPoint() {
    return slotsPerPoint;
  }
}
