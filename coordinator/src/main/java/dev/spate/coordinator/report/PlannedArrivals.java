package dev.spate.coordinator.report;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.RateCurve;
import dev.spate.plan.Schedule;
import org.jspecify.annotations.Nullable;

/// How many arrivals the schedule calls for at some lanes of one phase, counted forwards: the
/// coordinator's own arithmetic, which the workers' reports are held against.
sealed interface PlannedArrivals {
  /// How many are due before an instant.
  ///
  /// @param phaseNs nanoseconds since the start of the phase; never less than in an earlier call
  long before(long phaseNs);

  /// @return nothing for a closed phase, whose arrivals come when its users are free
  static @Nullable PlannedArrivals of(Plan plan, int phase, Lanes lanes) {
    Phase planned = plan.phases().get(phase);
    return switch (planned.load()) {
      case ClosedLoad _ -> null;
      case OpenLoad open ->
          switch (open.arrivals()) {
            case UNIFORM ->
                new Evenly(new RateCurve(open.from(), open.to(), planned.durationNs()), lanes);
            case POISSON ->
                new Walked(Schedule.of(open, planned.durationNs(), plan.seed(), phase), lanes);
          };
    };
  }

  /// Arrivals are numbered in the order in which they are due, so that the lanes' share of the
  /// first n is arithmetic.
  record Evenly(RateCurve curve, Lanes lanes) implements PlannedArrivals {
    @Override
    public long before(long phaseNs) {
      return lanes.share(curve.arrivalsBefore(phaseNs));
    }
  }

  /// Each arrival is visited once.
  final class Walked implements PlannedArrivals {
    private final Schedule schedule;
    private final Lanes lanes;
    private Schedule.@Nullable Cursor cursor;
    private long passed;

    Walked(Schedule schedule, Lanes lanes) {
      this.schedule = schedule;
      this.lanes = lanes;
    }

    @Override
    public long before(long phaseNs) {
      Schedule.Cursor place = cursor;
      if (place == null) {
        place = schedule.cursor(lanes);
        cursor = place;
      }
      passed += place.skipUntil(phaseNs);
      return passed;
    }
  }
}
