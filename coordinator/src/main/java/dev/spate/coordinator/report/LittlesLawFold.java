package dev.spate.coordinator.report;

import dev.spate.measure.Interval;
import dev.spate.measure.LittlesLaw;
import dev.spate.measure.Occupancy;

/// Little's law over the reports of one worker, each for itself and all together, warm-up included.
final class LittlesLawFold {
  private Occupancy before = Occupancy.NONE;
  private LittlesLaw whole = LittlesLaw.NOTHING;
  private LittlesLaw last = LittlesLaw.NOTHING;
  private LittlesLaw worst = LittlesLaw.NOTHING;
  private int violations;

  /// Adds a report that is in sequence.
  void add(Interval interval) {
    LittlesLaw law = LittlesLaw.of(before, interval);
    before = interval.health().occupancy();
    last = law;
    whole = whole.plus(law);
    violations += law.holds() ? 0 : 1;
    worst = law.deviation() > worst.deviation() ? law : worst;
  }

  /// Whether it holds in every report and over all.
  boolean holds() {
    return violations == 0 && whole.holds();
  }

  /// Over all reports.
  LittlesLaw whole() {
    return whole;
  }

  /// The last report.
  LittlesLaw last() {
    return last;
  }

  /// The report in which it is violated most; an empty one where it holds to the last digit.
  LittlesLaw worst() {
    return worst;
  }

  /// Requests under way, on the mean.
  ///
  /// @param seconds that the reports cover
  double meanInFlight(double seconds) {
    return seconds <= 0 ? 0 : whole.integralSeconds() / seconds;
  }

  /// How many reports violate it.
  int violations() {
    return violations;
  }
}
