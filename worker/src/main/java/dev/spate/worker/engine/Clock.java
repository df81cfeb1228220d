package dev.spate.worker.engine;

/// A monotonic clock in nanoseconds of any origin.
@FunctionalInterface
public interface Clock {
  /// The JVM's monotonic clock.
  Clock SYSTEM = System::nanoTime;

  long nanoTime();
}
