package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.plan.Lanes;

/// A worker that gets ready. Immutable.
record Recruit(WorkerDescription worker, Lanes lanes, boolean ready, Probes probes) {
  static Recruit of(WorkerDescription worker, Lanes lanes, Probes probes) {
    return new Recruit(worker, lanes, false, probes);
  }

  Recruit whenReady() {
    return new Recruit(worker, lanes, true, probes);
  }

  Recruit with(Probes changed) {
    return new Recruit(worker, lanes, ready, changed);
  }
}
