package dev.spate.compare;

import java.util.Optional;
import java.util.OptionalDouble;

/// What came of a case, or of a part of it.
sealed interface Finding {
  /// What was done, such as "HTTP/1.1 keep-alive, 64 connections".
  String work();

  /// A figure of Spate's, perhaps beside a peer's.
  ///
  /// @param measure what was measured, such as "schedule lag p99"
  /// @param peer whom it is compared with
  record Row(
      String work,
      String measure,
      Unit unit,
      Samples ours,
      Optional<Peer> peer,
      Optional<Goal> goal)
      implements Finding {
    static Row of(String work, String measure, Unit unit, Samples ours) {
      return new Row(work, measure, unit, ours, Optional.empty(), Optional.empty());
    }

    Row beside(String name, Samples theirs) {
      return new Row(work, measure, unit, ours, Optional.of(new Peer(name, theirs)), goal);
    }

    Row with(Goal goal) {
      return new Row(work, measure, unit, ours, peer, Optional.of(goal));
    }

    /// Ours over the peer's, pair by pair.
    Optional<Samples> ratios() {
      return peer.map(other -> ours.over(other.samples()));
    }

    /// The median of what the goal is about; none where that is a ratio, and there is no peer.
    OptionalDouble judged() {
      boolean ofRatio = goal.isPresent() && goal.get().ofRatio();
      if (!ofRatio) {
        return OptionalDouble.of(ours.median());
      }
      return ratios().stream().mapToDouble(Samples::median).findFirst();
    }

    /// `met`, `missed`, or nothing without a goal.
    String verdict() {
      if (goal.isEmpty() || judged().isEmpty()) {
        return "";
      }
      return goal.get().metBy(judged().getAsDouble()) ? "met" : "missed";
    }
  }

  /// The same figures of another program, round by round.
  record Peer(String name, Samples samples) {}

  /// It cannot be measured here or yet.
  record Skipped(String work, String reason) implements Finding {}

  /// It broke.
  record Failed(String work, String reason) implements Finding {}
}
