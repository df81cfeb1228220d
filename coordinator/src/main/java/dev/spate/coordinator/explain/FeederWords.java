package dev.spate.coordinator.explain;

import dev.spate.plan.Feeder;
import java.util.ArrayList;
import java.util.List;

/// What a plan's feeders give, in lines for people.
final class FeederWords {
  private FeederWords() {}

  static List<String> of(PlanSummary summary) {
    List<String> lines = new ArrayList<>();
    List<Feeder> feeders = summary.plan().feeders();
    if (!feeders.isEmpty()) {
      lines.add("Data:");
    }
    for (Feeder feeder : feeders) {
      lines.addAll(
          Words.wrapped(
              "    ",
              "%s: %s of %s, %s"
                  .formatted(
                      feeder.name(),
                      Words.counted(feeder.records(), "record"),
                      String.join(", ", feeder.columns()),
                      order(feeder, summary) + whose(feeder))));
    }
    return lines;
  }

  private static String order(Feeder feeder, PlanSummary summary) {
    return switch (feeder.strategy()) {
      case CIRCULAR -> "in order, from the first again after the last";
      case RANDOM -> "drawn for each arrival";
      case SHUFFLE -> "in an order drawn once, again and again";
      case QUEUE -> "each for one arrival" + end(feeder, summary);
    };
  }

  private static String whose(Feeder feeder) {
    return switch (feeder.distribute()) {
      case PARTITION -> "";
      case REPLICATE -> "; by each user for itself";
    };
  }

  private static String end(Feeder feeder, PlanSummary summary) {
    if (summary.plannedArrivals() <= feeder.records() && !summary.poisson()) {
      return "; there are enough";
    }
    return switch (feeder.whenDry()) {
      case DROP -> "; then dry, and arrivals are dropped that want one";
      case RECYCLE -> "; then used again, for there are more arrivals";
    };
  }
}
