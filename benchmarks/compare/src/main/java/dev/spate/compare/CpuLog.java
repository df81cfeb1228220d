package dev.spate.compare;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Notes the processor time of a process as it goes on, to say later what it used between any two
/// instants.
final class CpuLog implements AutoCloseable {
  private static final long PERIOD_MS = 20;

  private final long pid;
  private final NavigableMap<Long, Double> secondsByMs = new TreeMap<>();
  private final Thread sampler = new Thread(this::sample, "cpu-log");

  CpuLog(long pid) {
    this.pid = pid;
    sampler.start();
  }

  private void sample() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        double seconds = ProcFiles.cpuSeconds(pid);
        synchronized (secondsByMs) {
          secondsByMs.put(System.currentTimeMillis(), seconds);
        }
        TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
      }
    } catch (IOException | InterruptedException _) {
      Thread.currentThread().interrupt(); // the process or the benchmark has ended
    }
  }

  /// Processor seconds between two instants of the wall clock.
  double between(long fromMs, long toMs) {
    synchronized (secondsByMs) {
      return at(toMs, secondsByMs) - at(fromMs, secondsByMs);
    }
  }

  /// Interpolated between the samples before and after.
  static double at(long ms, NavigableMap<Long, Double> samples) {
    Map.Entry<Long, Double> before = samples.floorEntry(ms);
    Map.Entry<Long, Double> after = samples.ceilingEntry(ms);
    if (before == null || after == null) {
      throw new IllegalStateException("no processor time was noted around " + ms);
    }
    long span = after.getKey() - before.getKey();
    double part = span == 0 ? 0 : (double) (ms - before.getKey()) / span;
    return before.getValue() + part * (after.getValue() - before.getValue());
  }

  @Override
  public void close() {
    sampler.interrupt();
  }
}
