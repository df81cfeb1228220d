package dev.spate.coordinator.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/// Draws one chart as SVG. Colours come from the page's style sheet, by class.
final class SvgChart {
  static final double PLOT_WIDTH = 880;
  static final double PLOT_HEIGHT = 190;
  private static final double LEFT = 66;
  private static final double TOP = 26;
  private static final double WIDTH = LEFT + PLOT_WIDTH + 24;
  private static final double HEIGHT = TOP + PLOT_HEIGHT + 26;

  private final Axis x;
  private final Axis y;
  private final StringBuilder below = new StringBuilder();
  private final StringBuilder lines = new StringBuilder();
  private double keyX = LEFT;

  SvgChart(Axis x, Axis y) {
    this.x = x;
    this.y = y;
  }

  /// A place in the plot; without a value the line has a gap.
  record Spot(double x, @Nullable Double y) {}

  /// A line through places, with its name in the key.
  SvgChart line(String style, String name, List<Spot> spots) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Spot spot : spots) {
      Double value = spot.y();
      if (value != null) {
        path.append(pen ? 'L' : 'M').append(place(spot.x(), value));
      }
      pen = value != null;
    }
    lines.append("<path class=\"line %s\" d=\"%s\"/>\n".formatted(style, path));
    lines.append(
        "<path class=\"line %s\" d=\"M%s 10h22\"/><text class=\"key\" x=\"%s\" y=\"14\">%s</text>\n"
            .formatted(style, number(keyX), number(keyX + 28), Markup.escaped(name)));
    keyX += 28 + 7.2 * name.length() + 22;
    return this;
  }

  /// An area between a line and the bottom.
  SvgChart area(String style, List<Spot> spots) {
    if (spots.isEmpty()) {
      return this;
    }
    StringBuilder path = new StringBuilder();
    path.append('M').append(place(spots.getFirst().x(), y.from()));
    for (Spot spot : spots) {
      Double value = spot.y();
      path.append('L').append(place(spot.x(), value == null ? y.from() : value));
    }
    path.append('L').append(place(spots.getLast().x(), y.from())).append('Z');
    below.append("<path class=\"area %s\" d=\"%s\"/>\n".formatted(style, path));
    return this;
  }

  /// An area between two lines over the same places.
  SvgChart band(String style, List<Spot> low, List<Spot> high) {
    StringBuilder path = new StringBuilder();
    for (Spot spot : high) {
      path.append(path.isEmpty() ? 'M' : 'L').append(place(spot.x(), orBottom(spot)));
    }
    for (Spot spot : low.reversed()) {
      path.append('L').append(place(spot.x(), orBottom(spot)));
    }
    if (!path.isEmpty()) {
      below.append("<path class=\"area %s\" d=\"%sZ\"/>\n".formatted(style, path));
    }
    return this;
  }

  private double orBottom(Spot spot) {
    return spot.y() == null ? y.from() : spot.y();
  }

  /// A stretch of the x axis as a background.
  SvgChart stretch(String style, double from, double to) {
    below.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n"
            .formatted(
                style,
                number(LEFT + x.at(from)),
                number(TOP),
                number(x.at(to) - x.at(from)),
                number(PLOT_HEIGHT)));
    return this;
  }

  /// A vertical line with words that show when it is pointed at.
  SvgChart mark(double at, String words) {
    lines.append(
        "<path class=\"mark\" d=\"M%s %sv%s\"><title>%s</title></path>\n"
            .formatted(
                number(LEFT + x.at(at)), number(TOP), number(PLOT_HEIGHT), Markup.escaped(words)));
    return this;
  }

  /// An arrow up: the value is only a lower bound.
  SvgChart bound(double at, double value) {
    lines.append(
        "<path class=\"bound\" d=\"M%sm-4 2l4 -8l4 8z\"><title>at least %s</title></path>\n"
            .formatted(place(at, value), Figures.time(value)));
    return this;
  }

  /// The chart.
  ///
  /// @param title for those who cannot see it
  /// @param xLabel of a tick
  /// @param yLabel of a tick
  String svg(String title, DoubleFunction<String> xLabel, DoubleFunction<String> yLabel) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(number(WIDTH), number(HEIGHT), Markup.escaped(title)));
    svg.append(below);
    for (double tick : y.ticks()) {
      double at = TOP + PLOT_HEIGHT - y.at(tick);
      svg.append(
          "<path class=\"grid\" d=\"M%s %sh%s\"/><text x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>\n"
              .formatted(
                  number(LEFT),
                  number(at),
                  number(PLOT_WIDTH),
                  number(LEFT - 8),
                  number(at + 4),
                  Markup.escaped(yLabel.apply(tick))));
    }
    for (double tick : x.ticks()) {
      svg.append(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>\n"
              .formatted(
                  number(LEFT + x.at(tick)),
                  number(TOP + PLOT_HEIGHT + 18),
                  Markup.escaped(xLabel.apply(tick))));
    }
    return svg.append(lines).append("</svg>\n").toString();
  }

  private String place(double atX, double atY) {
    return number(LEFT + x.at(atX)) + " " + number(TOP + PLOT_HEIGHT - y.at(atY));
  }

  private static String number(double value) {
    double tenths = Math.rint(value * 10) / 10;
    return tenths == Math.rint(tenths)
        ? Long.toString((long) tenths)
        : String.format(Locale.ROOT, "%.1f", tenths);
  }
}
