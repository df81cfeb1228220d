package dev.spate.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Ten thousand connections, all with a request in flight: the target takes a second for an answer,
/// and so many requests begin each second. What they take is what the worker holds in heap and
/// direct memory beyond what it holds under the same rate with a target that answers at once.
final class ConnectionsCase implements Case {
  private static final int CONNECTIONS = 10_000;
  private static final int SMOKE_CONNECTIONS = 500;
  private static final int SPARE = 500;
  private static final double MOST_BYTES = 8_000;
  private static final long PATIENCE_SECONDS = 30;

  @Override
  public String id() {
    return "connections";
  }

  @Override
  public String work() {
    return "10,000 connections, 10,000/s";
  }

  @Override
  public Optional<String> obstacle(Lab lab) throws IOException {
    long needed = connections(lab) + 2L * SPARE;
    long limit = ProcFiles.descriptorLimit();
    return limit >= needed
        ? Optional.empty()
        : Optional.of("a process may have " + limit + " open files, and " + needed + " are needed");
  }

  private static int connections(Lab lab) {
    return lab.options().smoke() ? SMOKE_CONNECTIONS : CONNECTIONS;
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    Cluster.Setup one = lab.oneLoop(List.of());
    Cluster.Worker worker =
        lab.cluster()
            .worker(
                new Cluster.Setup(
                    one.processors(), one.flags(), "-XX:NativeMemoryTracking=summary"));
    Plan plan =
        new Plan(
            "",
            "connections: { perWorker: " + (connections(lab) + SPARE) + " }",
            "arrivalRate: " + connections(lab) + "/s",
            lab.options().warmupSeconds() + 1, // the first second only opens connections
            lab.options().seconds());
    Held few = run(lab, worker, plan, "0ms");
    Held many = run(lab, worker, plan, "1s");
    return findings(few, many, plan);
  }

  /// @param liveBytes in the worker while the run is under way
  private record Held(Report report, double liveBytes, double residentMegabytes) {}

  private static Held run(Lab lab, Cluster.Worker worker, Plan plan, String delay)
      throws IOException, InterruptedException {
    String port = Nginx.freePorts(1).getFirst().toString();
    Processes.Service target =
        lab.processes()
            .start(
                "target",
                lab.processors().target(),
                Map.of(),
                lab.options().program().toString(),
                "target",
                "--port",
                port,
                "--delay",
                delay);
    try {
      target.await(port, PATIENCE_SECONDS);
      Plan here =
          new Plan(
              "http://127.0.0.1:" + port,
              plan.http(),
              plan.load(),
              plan.warmupSeconds(),
              plan.seconds());
      Report report = lab.cluster().run(here); // collecting garbage would spoil its lag
      return weighed(lab, worker, here, report);
    } finally {
      lab.processes().stop(target);
    }
  }

  private static Held weighed(Lab lab, Cluster.Worker worker, Plan plan, Report report)
      throws IOException, InterruptedException {
    Cluster.Run second = lab.cluster().begin(plan.lasting(3, 3));
    second.awaitStart();
    TimeUnit.SECONDS.sleep(3);
    double resident = ProcFiles.residentMegabytes(worker.pid());
    double live = new Jcmd(lab.processes(), lab.processors().target(), worker.pid()).liveBytes();
    second.await();
    return new Held(report, live, resident);
  }

  private List<Finding> findings(Held few, Held many, Plan plan) {
    Report report = many.report();
    double connections = report.mostInFlight() - few.report().mostInFlight();
    return List.of(
        row("in flight at most", Unit.COUNT, report.mostInFlight()),
        row(
            "begun, of what was planned",
            Unit.PART,
            report.offered(plan.warmupSeconds(), plan.endSecond())),
        row("schedule lag p50", Unit.MICROSECONDS, report.lagMicroseconds("50")),
        row("schedule lag p99", Unit.MICROSECONDS, report.lagMicroseconds("99")),
        row("resident memory of the worker", Unit.MEGABYTES, many.residentMegabytes()),
        row(
                "heap and direct memory a connection",
                Unit.BYTES,
                (many.liveBytes() - few.liveBytes()) / connections)
            .with(Goal.atMost(MOST_BYTES)));
  }

  private Finding.Row row(String measure, Unit unit, double figure) {
    return Finding.Row.of(work(), measure, unit, Samples.of(figure));
  }
}
