package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Report.DealRow;
import dev.spate.coordinator.report.Report.WorkerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who was lost, came back, joined and left, who had the lanes then, and when the load was the
/// plan's again: in sentences, in the order in which it happened.
final class Changes {
  private Changes() {}

  /// @param at seconds since arrival 0
  /// @param kind as the timeline marks it
  /// @param bad whether something was lost
  record Change(double at, Mark kind, boolean bad, String text) {}

  static List<Change> of(Report report) {
    return of(report.workers(), report.deals(), true);
  }

  /// @param over whether the load can no longer become the plan's again
  static List<Change> of(List<WorkerRow> workers, List<DealRow> deals, boolean over) {
    List<Change> changes = new ArrayList<>();
    for (WorkerRow worker : workers) {
      add(changes, worker);
    }
    deals.forEach(deal -> changes.add(change(deal, over)));
    changes.sort(Comparator.comparingDouble(Change::at));
    return changes;
  }

  private static void add(List<Change> changes, WorkerRow worker) {
    if (worker.joinedAt() > 0) {
      changes.add(
          new Change(worker.joinedAt(), Mark.WORKER_JOINED, false, worker.id() + " joined."));
    }
    Double endedAt = worker.endedAt();
    if (endedAt != null && worker.state().equals("lost")) {
      changes.add(new Change(endedAt, Mark.WORKER_LOST, worker.lost() > 0, lost(worker)));
    }
    if (endedAt != null && worker.state().equals("left")) {
      changes.add(new Change(endedAt, Mark.WORKER_LEFT, worker.lost() > 0, left(worker)));
    }
    Double returnedAt = worker.returnedAt();
    if (returnedAt != null) {
      changes.add(new Change(returnedAt, Mark.WORKER_RETURNED, false, returned(worker)));
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

  private static Change change(DealRow deal, boolean over) {
    List<String> why = new ArrayList<>();
    why(why, deal.lost(), "was lost", "were lost");
    why(why, deal.joined(), "joins", "join");
    why(why, deal.left(), "leaves", "leave");
    Long arrival = deal.arrival();
    Double onPlanAt = deal.onPlanAt();
    return new Change(
        deal.from(),
        Mark.DEAL,
        false,
        "%s went to others%s, because %s; %s from then on.%s"
            .formatted(
                Figures.of(deal.lanesMoved(), "lane"),
                arrival == null
                    ? ""
                    : " from arrival " + Figures.count(arrival) + " of " + deal.phase() + " on",
                why.isEmpty() ? "the lanes were dealt anew" : String.join(" and ", why),
                Figures.of(deal.workers(), "worker"),
                onPlan(onPlanAt, over)));
  }

  private static String onPlan(@Nullable Double at, boolean over) {
    if (at == null) {
      return over ? " The load was not the plan's again." : "";
    }
    return " The load was the plan's again from " + Figures.time(at) + " on.";
  }

  private static void why(List<String> why, List<String> workers, String one, String several) {
    if (!workers.isEmpty()) {
      why.add(String.join(", ", workers) + " " + (workers.size() == 1 ? one : several));
    }
  }
}
