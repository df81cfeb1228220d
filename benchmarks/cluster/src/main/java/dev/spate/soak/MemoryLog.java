package dev.spate.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The resident memory of one process over its life, without the files in it. For one thread.
final class MemoryLog {
  /// While it warms up a JVM grows.
  private static final int WARMUP_SECONDS = 60;

  /// From less, nothing can be told.
  private static final int LEAST_SECONDS = 120;

  /// What the last part of its life may be above the one after the warm-up.
  private static final double TOLERANCE = 0.15;

  private static final double TOLERANCE_MB = 24;

  private final String name;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(double second, double megabytes) {}

  MemoryLog(String name) {
    this.name = name;
  }

  /// @param second since the start of the process
  void add(double second, double megabytes) {
    samples.add(new Sample(second, megabytes));
  }

  private double lifeSeconds() {
    return samples.isEmpty() ? 0 : samples.getLast().second();
  }

  /// Whether it lived long enough to be judged.
  boolean judged() {
    return lifeSeconds() >= LEAST_SECONDS;
  }

  /// Whether the last quarter of its life had about the memory of the first quarter after the
  /// warm-up, by their medians; true where it cannot be told.
  boolean flat() {
    return !judged() || last() <= first() * (1 + TOLERANCE) + TOLERANCE_MB;
  }

  private double first() {
    return median(WARMUP_SECONDS, WARMUP_SECONDS + (lifeSeconds() - WARMUP_SECONDS) / 4);
  }

  private double last() {
    return median(lifeSeconds() - (lifeSeconds() - WARMUP_SECONDS) / 4, Double.MAX_VALUE);
  }

  private double median(double from, double to) {
    double[] within =
        samples.stream()
            .filter(sample -> sample.second() >= from && sample.second() <= to)
            .mapToDouble(Sample::megabytes)
            .sorted()
            .toArray();
    return within.length == 0 ? 0 : within[within.length / 2];
  }

  String line() {
    String judgement =
        judged()
            ? String.format(
                Locale.ROOT,
                "%.0f MB, then %.0f MB: %s",
                first(),
                last(),
                flat() ? "flat" : "GROWS")
            : "too short to judge";
    return String.format(Locale.ROOT, "  %-14s %4.0f s  %s", name, lifeSeconds(), judgement);
  }
}
