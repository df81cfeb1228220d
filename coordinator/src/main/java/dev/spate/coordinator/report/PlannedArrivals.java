package dev.spate.coordinator.report;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.DueTimes;
import dev.spate.plan.Instants;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.RateCurve;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Schedule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many arrivals of one phase the schedule calls for: the coordinator's own arithmetic, which
/// the workers' reports are held against. It knows lanes and no workers, so a lane may go from one
/// to another at any instant.
sealed interface PlannedArrivals {
  /// How many are due at some lanes from one instant up to another, in nanoseconds since the start
  /// of the phase. Each lane is counted forwards: never from before the end of an earlier call.
  long due(Lanes lanes, long fromNs, long untilNs);

  /// @return nothing for a closed phase, whose arrivals come when its users are free
  static @Nullable PlannedArrivals of(Plan plan, int phase) {
    Phase planned = plan.phases().get(phase);
    return switch (planned.load()) {
      case ClosedLoad _ -> null;
      case ReplayLoad(Instants instants) -> new Ordered(instants);
      case OpenLoad open ->
          switch (open.arrivals()) {
            case UNIFORM ->
                new Ordered(new RateCurve(open.from(), open.to(), planned.durationNs()));
            case POISSON -> new Walked(Schedule.of(open, planned.durationNs(), plan.seed(), phase));
          };
    };
  }

  /// Arrivals are numbered in the order in which they are due, so that the lanes' share of the
  /// first n is arithmetic.
  record Ordered(DueTimes times) implements PlannedArrivals {
    @Override
    public long due(Lanes lanes, long fromNs, long untilNs) {
      return fromNs >= untilNs
          ? 0
          : lanes.share(times.arrivalsBefore(untilNs)) - lanes.share(times.arrivalsBefore(fromNs));
    }
  }

  /// Each lane is a stream of its own, and each of its arrivals is visited once, whoever has the
  /// lane.
  final class Walked implements PlannedArrivals {
    private final Schedule schedule;
    private final Map<Integer, Schedule.Cursor> places = new HashMap<>();

    Walked(Schedule schedule) {
      this.schedule = schedule;
    }

    @Override
    public long due(Lanes lanes, long fromNs, long untilNs) {
      if (fromNs >= untilNs) {
        return 0;
      }
      long due = 0;
      for (int position = 0; position < lanes.size(); position++) {
        int lane = lanes.lane(position);
        Schedule.Cursor place =
            places.computeIfAbsent(lane, _ -> schedule.cursor(Lanes.of(lanes.total(), lane)));
        place.skipUntil(fromNs);
        due += place.skipUntil(untilNs);
      }
      return due;
    }
  }
}
