package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How late an open load begins what is due, beside a [BareLoop] on the same processor. The two
/// take turns.
///
/// @param idle how the worker waits, for `--idle`
/// @param goals by measure
record PunctualityCase(String id, String idle, List<Target> goals) implements Case {
  private static final int RATE = 20_000;
  private static final int SMOKE_RATE = 2_000;
  private static final int CONNECTIONS = 64;
  private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9");
  private static final double TAIL_RATIO = 1.2;

  /// A goal of a percentile.
  record Target(String percentile, double microseconds) {}

  static List<Case> all() {
    return List.of(
        new PunctualityCase("open-chosen", "", List.of()),
        new PunctualityCase(
            "open-sleep", "sleep", List.of(new Target("50", 30), new Target("99", 200))),
        new PunctualityCase(
            "open-hybrid",
            "hybrid",
            List.of(new Target("50", 1), new Target("90", 20), new Target("99", 150))));
  }

  @Override
  public String work() {
    return "open loop, 20,000/s, 64 connections, "
        + (idle.isEmpty() ? "as the worker chooses to wait" : "--idle " + idle);
  }

  @Override
  public boolean coveredByOthers() {
    return !idle.isEmpty();
  }

  @Override
  public Optional<String> obstacle(Lab lab) throws IOException, InterruptedException {
    return lab.refusal(flags());
  }

  private List<String> flags() {
    return idle.isEmpty() ? List.of() : List.of("--idle", idle);
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    int rate = lab.options().smoke() ? SMOKE_RATE : RATE;
    Cluster.Worker worker = lab.cluster().worker(lab.oneLoop(flags()));
    List<List<Double>> ours = new ArrayList<>();
    List<List<Double>> bare = new ArrayList<>();
    List<Throughput> throughputs = new ArrayList<>();
    for (int round = 0; round < lab.options().rounds(); round++) {
      bare.add(bareLoop(lab, rate));
      Lab.Watched run = lab.watched(worker, plan(lab, rate));
      throughputs.add(run.throughput());
      ours.add(PERCENTILES.stream().map(run.report()::lagMicroseconds).toList());
      Lab.tell(id + ": " + lags("spate", ours.getLast()) + ", " + lags("bare", bare.getLast()));
    }
    return findings(ours, bare, throughputs);
  }

  private static String lags(String who, List<Double> microseconds) {
    return who
        + " p50, p90, p99, p99.9 "
        + String.join(" ", microseconds.stream().map(Unit.MICROSECONDS::show).toList());
  }

  private List<Finding> findings(
      List<List<Double>> ours, List<List<Double>> bare, List<Throughput> throughputs) {
    List<Finding> findings = new ArrayList<>();
    for (int at = 0; at < PERCENTILES.size(); at++) {
      String percentile = PERCENTILES.get(at);
      Finding.Row alone =
          Finding.Row.of(
              work(), "schedule lag p" + percentile, Unit.MICROSECONDS, column(ours, at));
      // Below the tail the machine takes nothing, and a ratio to nothing says nothing.
      Finding.Row row =
          percentile.startsWith("99") ? alone.beside("bare loop", column(bare, at)) : alone;
      Optional<Goal> goal =
          percentile.equals("99.9")
              ? Optional.of(Goal.ratioAtMost(TAIL_RATIO))
              : goals.stream()
                  .filter(one -> one.percentile().equals(percentile))
                  .map(one -> Goal.atMost(one.microseconds()))
                  .findFirst();
      findings.add(goal.map(row::with).orElse(row));
    }
    Finding.Row cost =
        Finding.Row.of(
            work(),
            "per CPU-second",
            Unit.REQUESTS_PER_CPU_SECOND,
            ThroughputCase.samples(throughputs, Throughput::perCpuSecond));
    findings.add(idle.equals("sleep") ? cost.with(Goal.atLeast(33_000)) : cost);
    return findings;
  }

  private static Samples column(List<List<Double>> rounds, int at) {
    return new Samples(rounds.stream().map(round -> round.get(at)).toList());
  }

  private static Plan plan(Lab lab, int rate) {
    return new Plan(
        lab.url(Server.HTTP1),
        "connections: { perWorker: " + CONNECTIONS + " }",
        "arrivalRate: " + rate + "/s",
        lab.options().warmupSeconds(),
        lab.options().seconds());
  }

  /// @return the lateness at each of [#PERCENTILES], in microseconds
  private static List<Double> bareLoop(Lab lab, int rate) throws IOException, InterruptedException {
    String printed =
        lab.processes()
            .run(
                lab.processors().generator(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareLoop.class.getName(),
                Integer.toString(rate),
                Integer.toString(lab.options().seconds()));
    return printed.lines().map(line -> Long.parseLong(line) / 1e3).toList();
  }
}
