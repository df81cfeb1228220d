package dev.spate.coordinator.report;

import dev.spate.measure.Slots;
import java.util.ArrayList;
import java.util.List;

/// When a worker may have gone on at lanes that were another's by then, because it heard of a deal
/// late, or never, or of one that was none.
final class Overruns {
  private final List<Overrun> all = new ArrayList<>();

  /// One deal that took lanes away, and until when the worker may not have known of it.
  private record Overrun(int deal, long fromNs, long untilNs) {
    boolean touches(int slot) {
      return fromNs < Slots.beginsNs(slot + 1) && untilNs > Slots.beginsNs(slot);
    }
  }

  /// A deal takes lanes away.
  void onCeded(int deal, long fromNs) {
    all.add(new Overrun(deal, fromNs, Long.MAX_VALUE));
  }

  /// The worker says that it follows a deal.
  ///
  /// @param nowNs until when anybody has reported: it may be further back than it was
  void onFollowed(int deal, long nowNs) {
    all.replaceAll(overrun ->
        overrun.deal <= deal && overrun.untilNs == Long.MAX_VALUE
            ? new Overrun(overrun.deal, overrun.fromNs, nowNs + Slots.LENGTH_NS)
            : overrun);
  }

  /// The worker says that it follows a deal that nobody here made: a coordinator that was cut off
  /// with it gave it lanes that were another's. Since when, nobody knows.
  void onStrange() {
    Overrun strange = new Overrun(Integer.MAX_VALUE, 0, Long.MAX_VALUE);
    if (!all.contains(strange)) {
      all.add(strange);
    }
  }

  boolean touch(int slot) {
    return all.stream().anyMatch(overrun -> overrun.touches(slot));
  }

  /// Nobody will ask for what was before.
  void forgetBefore(long ns) {
    all.removeIf(overrun -> overrun.untilNs <= ns);
  }
}
