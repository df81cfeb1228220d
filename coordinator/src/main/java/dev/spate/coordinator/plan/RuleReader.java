package dev.spate.coordinator.plan;

import dev.spate.plan.Metric;
import dev.spate.plan.Rate;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the expression of a threshold: `p(99)<250ms`, `rate<1%`, `count>100`.
record RuleReader(Metric metric, Value rule) {
  private static final Pattern EXPRESSION =
      Pattern.compile("([^<>=!]{1,40}?) *(<=|>=|<|>|={1,3}|!={1,2}) *(.{0,60})", Pattern.DOTALL);
  private static final Pattern PERCENTILE =
      Pattern.compile("p ?\\( ?([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?\\)");
  private static final Pattern NEARLY_PERCENTILE =
      Pattern.compile("p([0-9]{1,2}(?:\\.[0-9]{1,6})?)");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(?:\\.[0-9]{1,9})?");

  /// @param limit in the unit of [dev.spate.plan.Threshold]
  record Rule(Statistic statistic, Comparison comparison, double limit) {}

  Optional<Rule> read(String text) {
    Matcher expression = EXPRESSION.matcher(text.strip());
    if (!expression.matches()) {
      rule.mismatch("a rule such as " + example(), "");
      return Optional.empty();
    }
    Optional<Statistic> statistic = statistic(expression.group(1).strip());
    Optional<Comparison> comparison = comparison(expression.group(2));
    if (statistic.isEmpty() || comparison.isEmpty() || !fits(statistic.get())) {
      return Optional.empty();
    }
    String whole = expression.group(1).strip() + expression.group(2);
    return limit(statistic.get(), whole, expression.group(3).strip())
        .map(limit -> new Rule(statistic.get(), comparison.get(), limit));
  }

  private String example() {
    return switch (metric.kind()) {
      case TIME -> "p(99)<250ms";
      case PART -> "rate<1%";
      case THROUGHPUT -> "rate>100/s";
    };
  }

  private Optional<Comparison> comparison(String symbol) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.symbol().equals(symbol)) {
        return Optional.of(comparison);
      }
    }
    rule.problem("cannot compare with " + symbol, "use <, <=, > or >=");
    return Optional.empty();
  }

  private Optional<Statistic> statistic(String word) {
    return switch (word) {
      case "avg" -> Optional.of(Statistic.Simple.AVG);
      case "min" -> Optional.of(Statistic.Simple.MIN);
      case "max" -> Optional.of(Statistic.Simple.MAX);
      case "count" -> Optional.of(Statistic.Simple.COUNT);
      case "rate" -> Optional.of(Statistic.Simple.RATE);
      default -> percentile(word);
    };
  }

  private Optional<Statistic> percentile(String word) {
    Matcher percentile = PERCENTILE.matcher(word);
    if (!percentile.matches()) {
      rule.problem("unknown statistic " + Paths.printable(word), nearest(word));
      return Optional.empty();
    }
    double percent = Double.parseDouble(percentile.group(1));
    if (!(percent > 0 && percent <= 100)) {
      rule.problem("a percentile is above 0 and at most 100, not " + percentile.group(1), "");
      return Optional.empty();
    }
    return Optional.of(new Statistic.Percentile(percent));
  }

  private static String nearest(String word) {
    Matcher percentile = NEARLY_PERCENTILE.matcher(word);
    if (percentile.matches()) {
      return "did you mean p(" + percentile.group(1) + ")?";
    }
    return switch (word) {
      case "med", "median" -> "did you mean p(50)?";
      case "mean", "average" -> "did you mean avg?";
      default -> Spelling.suggest(word, List.of("p(99)", "avg", "min", "max", "count", "rate"));
    };
  }

  private boolean fits(Statistic statistic) {
    boolean rate = statistic == Statistic.Simple.RATE;
    boolean time = metric.kind() == Metric.Kind.TIME;
    if (statistic == Statistic.Simple.COUNT || rate != time) {
      return true;
    }
    rule.problem(
        time
            ? metric.id() + " is a time: it has p(99), avg, min, max and count, but no rate"
            : metric.id() + " is counted: it has rate and count, but no times",
        "for example " + example());
    return false;
  }

  private Optional<Double> limit(Statistic statistic, String before, String text) {
    if (statistic == Statistic.Simple.COUNT) {
      return number(text);
    }
    return switch (metric.kind()) {
      case TIME -> time(before, text);
      case PART -> Parts.read(rule, text).map(BigDecimal::doubleValue);
      case THROUGHPUT -> Rates.read(rule, text).map(Rate::perSecond);
    };
  }

  private Optional<Double> number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      rule.problem("a count is compared with a number, not \"" + Paths.printable(text) + "\"", "");
      return Optional.empty();
    }
    return Optional.of(Double.parseDouble(text));
  }

  private Optional<Double> time(String before, String text) {
    if (NUMBER.matcher(text).matches()) {
      rule.problem("a time needs a unit", "did you mean " + before + text + "ms?");
      return Optional.empty();
    }
    return Durations.read(rule, text, 0, Durations.DAY_NS).map(ns -> ns / 1e9);
  }
}
