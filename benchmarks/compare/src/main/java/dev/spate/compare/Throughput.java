package dev.spate.compare;

/// What a generator did in some time, and what it took.
///
/// @param requests answered with success, at least 1
/// @param seconds how long
/// @param cpuSeconds processor time of its whole process, user and kernel
record Throughput(double requests, double seconds, double cpuSeconds) {
  Throughput {
    if (!(requests >= 1) || !(seconds > 0) || !(cpuSeconds > 0)) {
      throw new IllegalArgumentException(
          "nonsense: " + requests + " requests in " + seconds + " s with " + cpuSeconds + " s CPU");
    }
  }

  double perSecond() {
    return requests / seconds;
  }

  double perCpuSecond() {
    return requests / cpuSeconds;
  }
}
