package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether a plain request costs what it cost before: this version beside another one, each with a
/// coordinator and a worker of its own. The two take turns; whichever does not run is idle.
final class BeforeCase implements Case {
  private static final int CONNECTIONS = 64;

  /// At most 3 % more processor time.
  private static final Goal GOAL = Goal.ratioAtLeast(1 / 1.03);

  @Override
  public String id() {
    return "before";
  }

  @Override
  public String work() {
    return "HTTP/1.1 keep-alive, 64 connections, beside another version";
  }

  @Override
  public Optional<String> obstacle(Lab lab) {
    return lab.options().before().isPresent()
        ? Optional.empty()
        : Optional.of("nothing to compare with: --before OTHER/bin/spate");
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    Path program = lab.options().before().orElseThrow();
    try (Cluster other = new Cluster(lab.processes(), program, lab.processors().target())) {
      Side now = new Side(lab, lab.cluster());
      Side before = new Side(lab, other);
      if (!lab.options().smoke()) {
        now.run(ThroughputCase.COMPILING_SECONDS);
        before.run(ThroughputCase.COMPILING_SECONDS);
      }
      List<Throughput> ours = new ArrayList<>();
      List<Throughput> theirs = new ArrayList<>();
      for (int round = 0; round < lab.options().rounds(); round++) {
        theirs.add(before.run(lab.options().warmupSeconds()));
        ours.add(now.run(lab.options().warmupSeconds()));
        Lab.tell(
            String.format(
                Locale.ROOT,
                "before: %,.0f, now %,.0f requests per CPU-second",
                theirs.getLast().perCpuSecond(),
                ours.getLast().perCpuSecond()));
      }
      return List.of(
          Finding.Row.of(
                  work(),
                  "per CPU-second",
                  Unit.REQUESTS_PER_CPU_SECOND,
                  ThroughputCase.samples(ours, Throughput::perCpuSecond))
              .beside("before", ThroughputCase.samples(theirs, Throughput::perCpuSecond))
              .with(GOAL));
    }
  }

  /// A version.
  private record Side(Lab lab, Cluster cluster) {
    Throughput run(int warmupSeconds) throws IOException, InterruptedException {
      Cluster.Worker worker = cluster.worker(lab.oneLoop(List.of("--transport", "epoll")));
      return lab.throughput(cluster, worker, plan(warmupSeconds));
    }

    private Plan plan(int warmupSeconds) {
      return new Plan(
          lab.url(Server.HTTP1),
          "protocol: http1, connections: { perWorker: " + CONNECTIONS + " }",
          "users: " + CONNECTIONS,
          warmupSeconds,
          lab.options().seconds());
    }
  }
}
