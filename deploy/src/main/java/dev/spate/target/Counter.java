package dev.spate.target;

import java.util.HashMap;
import java.util.Map;

/// Counts what a target serves. Written by the target's thread alone; read by any.
final class Counter {
  /// Paths beyond this many are counted together, so that nobody can fill the memory with them.
  static final int MAX_PATHS = 10_000;

  static final String OTHER_PATHS = "(other paths)";

  private final Map<String, Map<Integer, Long>> answered = new HashMap<>();
  private long connections;
  private long arrived;

  synchronized void onConnection() {
    connections++;
  }

  synchronized void onArrival() {
    arrived++;
  }

  synchronized void onAnswer(String path, int status) {
    String key = answered.containsKey(path) || answered.size() < MAX_PATHS ? path : OTHER_PATHS;
    answered.computeIfAbsent(key, _ -> new HashMap<>()).merge(status, 1L, Long::sum);
  }

  synchronized TargetCounts counts() {
    Map<String, Map<Integer, Long>> copy = new HashMap<>();
    answered.forEach((path, statuses) -> copy.put(path, Map.copyOf(statuses)));
    return new TargetCounts(connections, arrived, copy);
  }
}
