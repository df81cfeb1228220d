package dev.spate.node;

/// The two sides of a network that is split, or of a cluster in which nodes have died: who is on
/// this one, and who is not.
///
/// @param coordinatorsHere on this side
/// @param workersHere on this side
/// @param coordinatorsThere out of reach
/// @param workersThere out of reach
/// @param oldestHere whether the coordinator that has been there longest is on this side
record Sides(
    int coordinatorsHere,
    int workersHere,
    int coordinatorsThere,
    int workersThere,
    boolean oldestHere) {
  /// Whether this side goes on and the other ends: the one with more coordinators does; where they
  /// are equal, the one with more workers; where these are too, the one of the oldest coordinator.
  /// The two sides come to opposite conclusions as long as they saw the same members.
  boolean goesOn() {
    if (coordinatorsHere != coordinatorsThere) {
      return coordinatorsHere > coordinatorsThere;
    }
    if (workersHere != workersThere) {
      return workersHere > workersThere;
    }
    return oldestHere;
  }
}
