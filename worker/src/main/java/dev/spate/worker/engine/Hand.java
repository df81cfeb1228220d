package dev.spate.worker.engine;

import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one loop gets in a deal of lanes. Made by whoever deals, since the way to a place far in
/// the schedule may take a while; then the loop's own.
///
/// @param deal the number of the deal, 0 for the first
/// @param lanes perhaps none
/// @param fromNs since arrival 0: what is due there from then on is the loop's
/// @param cursors for each open phase, at its first arrival that is due at `fromNs` or later; null
///   for closed phases
record Hand(int deal, Lanes lanes, long fromNs, List<Schedule.@Nullable Cursor> cursors) {
  static Hand of(Plan plan, int deal, Lanes lanes, long fromNs) {
    List<Schedule.@Nullable Cursor> cursors = new ArrayList<>();
    for (int index = 0; index < plan.phases().size(); index++) {
      Phase phase = plan.phases().get(index);
      switch (phase.load()) {
        case ArrivingLoad arriving -> {
          Schedule.Cursor cursor =
              Schedule.of(arriving, phase.durationNs(), plan.seed(), index).cursor(lanes);
          cursor.skipUntil(Math.max(0, fromNs - plan.beginsNs(index)));
          cursors.add(cursor);
        }
        case ClosedLoad _ -> cursors.add(null);
      }
    }
    return new Hand(deal, lanes, fromNs, cursors);
  }

  /// The place in the schedule of an open phase.
  Schedule.Cursor cursor(int phase) {
    Schedule.Cursor cursor = cursors.get(phase);
    if (cursor == null) {
      throw new IllegalArgumentException("phase " + phase + " has no schedule");
    }
    return cursor;
  }
}
