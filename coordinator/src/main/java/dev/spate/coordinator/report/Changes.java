package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.DealRow;
import dev.spate.coordinator.report.Report.WorkerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Who was lost, came back, joined and left, who had the lanes then, and when the load was the
/// plan's again: in sentences, in the order in which it happened.
final class Changes {
  private Changes() {}

  /// @param at seconds since arrival 0
  /// @param bad whether something was lost
  record Change(double at, boolean bad, String text) {}

  static List<Change> of(Report report) {
    List<Change> changes = new ArrayList<>();
    for (WorkerRow worker : report.workers()) {
      add(changes, worker);
    }
    report.deals().forEach(deal -> changes.add(change(deal)));
    changes.sort(Comparator.comparingDouble(Change::at));
    return changes;
  }

  private static void add(List<Change> changes, WorkerRow worker) {
    if (worker.joinedAt() > 0) {
      changes.add(new Change(worker.joinedAt(), false, worker.id() + " joined."));
    }
    Double endedAt = worker.endedAt();
    if (endedAt != null && worker.state().equals("lost")) {
      changes.add(new Change(endedAt, worker.lost() > 0, lost(worker)));
    }
    if (endedAt != null && worker.state().equals("left")) {
      changes.add(new Change(endedAt, worker.lost() > 0, left(worker)));
    }
    Double returnedAt = worker.returnedAt();
    if (returnedAt != null) {
      changes.add(new Change(returnedAt, false, returned(worker)));
    }
  }

  private static String lost(WorkerRow worker) {
    return "%s was lost%s; %s%s."
        .formatted(
            worker.id(),
            worker.why().isEmpty() ? "" : " (" + worker.why() + ")",
            worker.returnedAt() == null
                ? "it was last heard of at " + Figures.time(worker.lastHeard()) + ", and "
                : "",
            worker.lost() == 0
                ? "no arrival was lost with it"
                : Figures.of(worker.lost(), "arrival")
                    + (worker.lost() == 1 ? " was" : " were")
                    + " lost with it");
  }

  private static String left(WorkerRow worker) {
    return worker.lost() == 0
        ? worker.id() + " had left, and nothing was lost with it."
        : "%s left, and nobody had its part: %s lost."
            .formatted(worker.id(), Figures.of(worker.lost(), "arrival"));
  }

  private static String returned(WorkerRow worker) {
    String returned =
        worker.id() + " was back, was told that it counts as lost, and said what it had done.";
    return worker.repeated() == 0
        ? returned
        : returned
            + " %s of that were at lanes that another had by then: the target saw them twice, and they are counted apart, as repeated."
                .formatted(Figures.of(worker.repeated(), "arrival"));
  }

  private static Change change(DealRow deal) {
    List<String> why = new ArrayList<>();
    why(why, deal.lost(), "was lost", "were lost");
    why(why, deal.joined(), "joins", "join");
    why(why, deal.left(), "leaves", "leave");
    Long arrival = deal.arrival();
    Double onPlanAt = deal.onPlanAt();
    return new Change(
        deal.from(),
        false,
        "%s went to others%s, because %s; %s from then on. %s"
            .formatted(
                Figures.of(deal.lanesMoved(), "lane"),
                arrival == null
                    ? ""
                    : " from arrival " + Figures.count(arrival) + " of " + deal.phase() + " on",
                why.isEmpty() ? "the lanes were dealt anew" : String.join(" and ", why),
                Figures.of(deal.workers(), "worker"),
                onPlanAt == null
                    ? "The load was not the plan's again."
                    : "The load was the plan's again from " + Figures.time(onPlanAt) + " on."));
  }

  private static void why(List<String> why, List<String> workers, String one, String several) {
    if (!workers.isEmpty()) {
      why.add(String.join(", ", workers) + " " + (workers.size() == 1 ? one : several));
    }
  }
}
