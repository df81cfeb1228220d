package dev.spate.swarm;

import java.util.List;

/// What a [Swarm] printed, second by second.
///
/// @param seconds in order
record SwarmLog(List<Second> seconds) {
  SwarmLog {
    seconds = List.copyOf(seconds);
  }

  /// @param atMs of the wall clock, at its end
  record Second(long atMs, SwarmCounts.Look look) {}

  static SwarmLog parse(String printed) {
    return new SwarmLog(
        printed
            .lines()
            .filter(line -> line.startsWith("second "))
            .map(line -> second(line.split(" ", -1)))
            .toList());
  }

  private static Second second(String[] words) {
    return new Second(
        Long.parseLong(words[1]),
        new SwarmCounts.Look(
            Long.parseLong(words[2]),
            Long.parseLong(words[3]),
            Long.parseLong(words[4]),
            Long.parseLong(words[5]),
            Long.parseLong(words[6]),
            Double.parseDouble(words[7]),
            Double.parseDouble(words[8]),
            Double.parseDouble(words[9]),
            Long.parseLong(words[10])));
  }

  /// @param toMs exclusive
  SwarmLog between(long fromMs, long toMs) {
    return new SwarmLog(
        seconds.stream().filter(s -> s.atMs() >= fromMs && s.atMs() < toMs).toList());
  }

  /// Reports acknowledged a second.
  double mergesPerSecond() {
    return seconds.stream().mapToLong(s -> s.look().acknowledged()).average().orElse(0);
  }

  /// The median over the seconds.
  double p50Ms() {
    return median(seconds.stream().mapToDouble(s -> s.look().p50Ms()).sorted().toArray());
  }

  /// Likewise.
  double p99Ms() {
    return median(seconds.stream().mapToDouble(s -> s.look().p99Ms()).sorted().toArray());
  }

  private static double median(double[] sorted) {
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  double maxMs() {
    return seconds.stream().mapToDouble(s -> s.look().maxMs()).max().orElse(0);
  }

  /// Reports without an acknowledgement at the ends of these seconds.
  List<Long> backlog() {
    return seconds.stream().map(s -> s.look().unacknowledged()).toList();
  }

  long sentAgain() {
    return seconds.isEmpty() ? 0 : seconds.getLast().look().sentAgain();
  }

  long fenced() {
    return seconds.isEmpty() ? 0 : seconds.getLast().look().fenced();
  }

  long bytesPerReport() {
    return seconds.isEmpty() ? 0 : seconds.getLast().look().bytes();
  }

  /// Whether the backlog of the last third is larger than that of the first by more than half of
  /// the reports of a second: a coordinator that keeps up has none, or what is on its way.
  boolean grows(int workers) {
    int third = Math.max(1, seconds.size() / 3);
    double first = average(backlog().subList(0, Math.min(third, seconds.size())));
    double last = average(backlog().subList(Math.max(0, seconds.size() - third), seconds.size()));
    return last > first + workers / 2.0;
  }

  private static double average(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).average().orElse(0);
  }
}
