package dev.spate.coordinator.explain;

import dev.spate.coordinator.plan.Durations;
import dev.spate.plan.Metric;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic.Percentile;
import dev.spate.plan.Threshold.Statistic.Simple;

/// A threshold as a sentence: `the 99th percentile of the response time is below 250ms`.
final class ThresholdWords {
  private ThresholdWords() {}

  static String of(Threshold threshold) {
    return subject(threshold)
        + " is "
        + comparison(threshold.comparison())
        + " "
        + limit(threshold)
        + where(threshold)
        + when(threshold);
  }

  private static String subject(Threshold threshold) {
    String thing = thing(threshold.metric());
    return switch (threshold.statistic()) {
      case Percentile(double percent) -> "the " + ordinal(percent) + " percentile of the " + thing;
      case Simple simple ->
          switch (simple) {
            case AVG -> "the mean " + thing;
            case MIN -> "the shortest " + thing;
            case MAX -> "the longest " + thing;
            case COUNT -> "the number of " + things(threshold);
            case RATE ->
                threshold.metric().kind() == Metric.Kind.THROUGHPUT
                    ? "the rate of " + things(threshold)
                    : "the part of " + things(threshold);
          };
    };
  }

  private static String thing(Metric metric) {
    return metric.id().replace('_', ' ') + (metric == Metric.FIRST_BYTE ? " time" : "");
  }

  private static String things(Threshold threshold) {
    String things = things(threshold.metric());
    return threshold.group().isEmpty() ? things : things.replace("requests", "passes");
  }

  private static String things(Metric metric) {
    return switch (metric) {
      case RESPONSE_TIME, SERVICE_TIME, SCHEDULE_LAG, CONNECT_TIME, TLS_TIME, FIRST_BYTE ->
          thing(metric) + "s";
      case REQUESTS -> "requests";
      case FAILED -> "requests that fail";
      case OFFERED -> "planned arrivals that begin";
      case DROPPED -> "arrivals that are dropped";
      case MISSED -> "arrivals that are missed";
      case LOST -> "arrivals that are lost";
    };
  }

  private static String comparison(Comparison comparison) {
    return switch (comparison) {
      case LESS -> "below";
      case AT_MOST -> "at most";
      case GREATER -> "above";
      case AT_LEAST -> "at least";
    };
  }

  /// As the plan writes it.
  private static String limit(Threshold threshold) {
    String symbol = threshold.comparison().symbol();
    String expression = threshold.expression();
    return expression.substring(expression.indexOf(symbol) + symbol.length()).strip();
  }

  private static String where(Threshold threshold) {
    return (threshold.request().isEmpty() ? "" : ", of " + threshold.request())
        + (threshold.group().isEmpty() ? "" : ", of the group " + threshold.group())
        + (threshold.tag().isEmpty() ? "" : ", of what has the tag " + threshold.tag())
        + (threshold.phase().isEmpty() ? "" : ", in the phase " + threshold.phase());
  }

  private static String when(Threshold threshold) {
    StringBuilder when = new StringBuilder();
    if (threshold.windowed()) {
      when.append(", in every ").append(Durations.format(threshold.windowNs()));
    }
    if (threshold.abortOnFail()) {
      when.append(", or the run ends");
      if (threshold.delayAbortEvalNs() > 0) {
        when.append(" (judged from ")
            .append(Durations.format(threshold.delayAbortEvalNs()))
            .append(" on)");
      }
    }
    return when.toString();
  }

  private static String ordinal(double percent) {
    String number = Words.number(percent);
    if (number.indexOf('.') >= 0) {
      return number + "th";
    }
    boolean teen = (int) percent / 10 % 10 == 1;
    String ending =
        switch ((int) percent % 10) {
          case 1 -> teen ? "th" : "st";
          case 2 -> teen ? "th" : "nd";
          case 3 -> teen ? "th" : "rd";
          default -> "th";
        };
    return number + ending;
  }
}
