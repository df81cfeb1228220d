package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.plan.Lanes;

/// A worker that gets ready. Immutable.
///
/// @param sinceNs when it was first told to
record Recruit(WorkerDescription worker, Lanes lanes, boolean ready, Probes probes, long sinceNs) {
  static Recruit of(WorkerDescription worker, Lanes lanes, Probes probes, Moment now) {
    return new Recruit(worker, lanes, false, probes, now.monotonicNs());
  }

  Recruit whenReady() {
    return new Recruit(worker, lanes, true, probes, sinceNs);
  }

  Recruit with(Probes changed) {
    return new Recruit(worker, lanes, ready, changed, sinceNs);
  }

  /// What its clocks show, by the best that is known.
  ///
  /// @throws IllegalStateException before it was asked
  ClockOffset clock() {
    ClockOffset best = probes.best();
    if (best == null) {
      throw new IllegalStateException(worker.id() + " was never probed");
    }
    return best;
  }

  /// Once all is known of it.
  ///
  /// @param startNs when arrival 0 is due, on the coordinator's clock
  /// @param deal the number of the last deal
  /// @param heardNs from when on silence is counted
  Member member(long startNs, int deal, long heardNs) {
    Share share = new Share(worker, lanes, clock().wallNs(), clock().uncertaintyNs());
    return Member.started(share, startNs + clock().monotonicNs(), deal, heardNs);
  }
}
