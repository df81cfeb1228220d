package dev.spate.plan;

import java.util.List;

/// Arrivals at instants that somebody recorded.
///
/// @param instants since the start of the phase
public record ReplayLoad(Instants instants) implements ArrivingLoad {
  /// How much the instants of all replays among some phases are on the wire, in bytes.
  public static long bytes(List<Phase> phases) {
    return phases.stream()
        .mapToLong(phase ->
            phase.load() instanceof ReplayLoad(Instants instants) ? instants.packedBytes() : 0)
        .sum();
  }
}
