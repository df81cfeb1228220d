package dev.spate.coordinator;

import java.time.Duration;
import java.time.Instant;

/// An instant on both of the coordinator's clocks.
///
/// @param monotonicNs of any origin; durations are differences of these
/// @param wall for people, and for the offset of a worker's wall clock
public record Moment(long monotonicNs, Instant wall) {
  private static final long SECOND_NS = 1_000_000_000L;

  public static Moment now() {
    return new Moment(System.nanoTime(), Instant.now());
  }

  /// The wall clock at another instant of the monotonic one, had it not been set in between.
  Instant wallAt(long otherMonotonicNs) {
    return wall.plusNanos(otherMonotonicNs - monotonicNs);
  }

  /// The monotonic clock at another instant of the wall clock, had that not been set in between.
  long at(Instant otherWall) {
    return monotonicNs + Duration.between(wall, otherWall).toNanos();
  }

  /// Nanoseconds since 1970.
  long wallNanos() {
    return wall.getEpochSecond() * SECOND_NS + wall.getNano();
  }
}
