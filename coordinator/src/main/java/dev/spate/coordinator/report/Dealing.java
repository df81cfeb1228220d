package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Dealt;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.plan.Lanes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Gives the workers of a run the lanes of a deal, and says why there was one.
final class Dealing {
  private final Roster roster;
  private final Lanes none;
  private final List<String> joined = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  /// @param totalLanes of the run
  Dealing(Roster roster, int totalLanes) {
    this.roster = roster;
    this.none = Lanes.of(totalLanes);
  }

  Deals.Reason take(Dealt dealt) {
    int moved = 0;
    Set<WorkerFold> dealtTo = new HashSet<>();
    for (Share share : dealt.shares()) {
      WorkerFold worker = roster.find(share);
      if (worker == null) {
        worker = roster.add(share, dealt.fromNs());
        joined.add(worker.id());
        moved += share.lanes().size();
      } else {
        moved += Holdings.moved(share.lanes(), worker.holdings().last());
        worker.onDealt(dealt.deal(), dealt.fromNs(), share.lanes());
      }
      dealtTo.add(worker);
    }
    for (WorkerFold worker : roster.all()) {
      if (!dealtTo.contains(worker) && worker.holdings().last().size() > 0) {
        worker.onDealt(dealt.deal(), dealt.fromNs(), none);
        (worker.gone() ? lost : left).add(worker.id());
      }
    }
    int workers = (int) dealt.shares().stream().filter(share -> share.lanes().size() > 0).count();
    return new Deals.Reason(atNs(), lost, joined, left, moved, workers);
  }

  /// The last that was heard before it.
  private long atNs() {
    long atNs = 0;
    for (WorkerFold worker : roster.all()) {
      atNs = Math.max(atNs, worker.ended() ? worker.endNs() : worker.untilNs());
    }
    return atNs;
  }
}
