package dev.spate.worker;

import dev.spate.worker.engine.Idle;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.util.List;

/// How a worker is set up.
///
/// @param id unique in the cluster
/// @param loops event loops, 1 to 1,024
/// @param weight its share of the load among the workers, 1 to 10⁶
/// @param targets where it may send to
/// @param transports how it may talk to the network, at least one: of several it takes the one that
///   costs the least processor time here
/// @param idle how its loops pass the time until something is due
/// @param rehearses whether it warms up before its first run, see [Rehearsal]; one that does not
///   takes the usual of its transports, and is late for the first seconds of its first run
public record WorkerSettings(
    String id,
    int loops,
    int weight,
    TargetPolicy targets,
    List<Transport> transports,
    Idle idle,
    boolean rehearses) {
  /// @throws IllegalArgumentException outside the ranges above
  public WorkerSettings {
    transports = List.copyOf(transports);
    if (transports.isEmpty()) {
      throw new IllegalArgumentException("a worker has a transport");
    }
    if (id.isBlank() || id.length() > 200) {
      throw new IllegalArgumentException("the id of a worker has 1 to 200 characters");
    }
    if (loops < 1 || loops > 1_024) {
      throw new IllegalArgumentException("1 to 1024 event loops, not " + loops);
    }
    if (weight < 1 || weight > 1_000_000) {
      throw new IllegalArgumentException("the weight of a worker is 1 to 1000000, not " + weight);
    }
  }

  /// One loop for each processor but one, which is left to the rest of the worker.
  public static int defaultLoops() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }
}
