package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What all cases work with.
///
/// @param processes of this benchmark
/// @param cluster of Spate
record Lab(
    Options options,
    Processors processors,
    Processes processes,
    CheapTarget.Running cheap,
    Nginx nginx,
    Cluster cluster) {
  String url(Server server) {
    return server.url(
        switch (server) {
          case HTTP1 -> cheap.http1Port();
          case HTTP2 -> cheap.http2Port();
          case HTTP1_TLS, HTTP2_TLS -> Objects.requireNonNull(nginx.ports().get(server));
        });
  }

  /// A worker of one loop, alone on the generators' processor.
  Cluster.Setup oneLoop(List<String> flags) {
    List<String> all = new ArrayList<>(List.of("--loops", "1"));
    all.addAll(flags);
    return new Cluster.Setup(processors.generator(), all, "");
  }

  /// Why this version cannot run a plan, in its own words.
  Optional<String> refusal(Plan plan) throws IOException, InterruptedException {
    Path file = Files.writeString(processes.directory().resolve("probe.yaml"), plan.text());
    return complaint("validate", file.toString());
  }

  /// Why this version cannot start a worker with some flags, in its own words.
  Optional<String> refusal(List<String> flags) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("worker", "--join", "127.0.0.1:7071"));
    arguments.addAll(flags);
    arguments.add("--show-config");
    return complaint(arguments.toArray(String[]::new));
  }

  private Optional<String> complaint(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(options.program().toString()));
    command.addAll(List.of(arguments));
    Processes.Outcome outcome =
        processes.attempt(processors.target(), command.toArray(String[]::new));
    return outcome.code() == 0
        ? Optional.empty()
        : Optional.of(shortened(outcome.printed().lines().findFirst().orElse("no reason given")));
  }

  private String shortened(String line) {
    return line.replace(processes.directory() + "/", "").replace("spate: ", "");
  }

  /// Runs a plan on a worker.
  ///
  /// @return what the worker did after the warm-up
  Throughput throughput(Cluster.Worker worker, Plan plan) throws IOException, InterruptedException {
    return watched(cluster, worker, plan).throughput();
  }

  /// Runs a plan on a worker of another cluster.
  Throughput throughput(Cluster cluster, Cluster.Worker worker, Plan plan)
      throws IOException, InterruptedException {
    return watched(cluster, worker, plan).throughput();
  }

  /// A run and what it took.
  record Watched(Report report, Throughput throughput) {}

  /// Runs a plan on a worker, and notes its processor time.
  Watched watched(Cluster.Worker worker, Plan plan) throws IOException, InterruptedException {
    return watched(cluster, worker, plan);
  }

  private static Watched watched(Cluster cluster, Cluster.Worker worker, Plan plan)
      throws IOException, InterruptedException {
    try (CpuLog cpu = new CpuLog(worker.pid())) {
      Report report = cluster.run(plan);
      int from = plan.warmupSeconds();
      int to = plan.endSecond();
      double used = cpu.between(report.startMs() + from * 1_000L, report.startMs() + to * 1_000L);
      return new Watched(report, new Throughput(report.requests(from, to), to - from, used));
    }
  }

  /// A line for whoever waits.
  static void tell(String text) {
    System.err.println("  " + text);
  }
}
