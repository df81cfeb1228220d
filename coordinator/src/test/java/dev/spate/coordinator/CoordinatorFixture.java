package dev.spate.coordinator;

import java.nio.file.Path;
import org.apache.pekko.actor.typed.Behavior;

/// Coordinators for tests of other packages.
public final class CoordinatorFixture {
  private static final long MS = 1_000_000L;

  /// Patient with a busy machine, quick to start.
  static final RunLimits QUICK =
      new RunLimits(
          20_000 * MS,
          20_000 * MS,
          2_000 * MS,
          3,
          50 * MS,
          10_000 * MS,
          10_000 * MS,
          10_000 * MS,
          1_000 * MS);

  private CoordinatorFixture() {}

  /// One whose runs are recorded by [MemoryRecorder].
  public static Behavior<Coordinator.Command> inMemory(Path results) {
    return Coordinator.create(
        new CoordinatorSettings(results, "0.1.0", QUICK),
        (directory, slots) -> new MemoryRecorder(directory, slots, _ -> {}));
  }
}
