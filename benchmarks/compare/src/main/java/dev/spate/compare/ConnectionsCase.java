package dev.spate.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ten thousand connections, all with a request in flight: the target takes a second for an answer,
/// and so many requests begin each second. What they take is what the worker holds in heap and
/// direct memory beyond what a twentieth of them take.
final class ConnectionsCase implements Case {
  private static final int CONNECTIONS = 10_000;
  private static final int SMOKE_CONNECTIONS = 500;
  private static final int FEWER = 20;
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
    Processes.Service target = target(lab);
    try {
      Held few = run(lab, worker, plan(lab, target, connections(lab) / FEWER));
      Plan plan = plan(lab, target, connections(lab));
      return findings(few, run(lab, worker, plan), plan);
    } finally {
      lab.processes().stop(target);
    }
  }

  private static Processes.Service target(Lab lab) throws IOException, InterruptedException {
    Processes.Service target =
        lab.processes()
            .start(
                "target",
                lab.processors().target(),
                Map.of(),
                lab.options().program().toString(),
                "target",
                "--port",
                "0",
                "--delay",
                "1s");
    target.await("listening on", PATIENCE_SECONDS);
    return target;
  }

  private static Plan plan(Lab lab, Processes.Service target, int perSecond) throws IOException {
    Matcher address = Pattern.compile("127\\.0\\.0\\.1:\\d+").matcher(target.printed());
    if (!address.find()) {
      throw new IOException("the target does not say where it is: " + target.printed());
    }
    return new Plan(
        "http://" + address.group(),
        "connections: { perWorker: " + (connections(lab) + SPARE) + " }",
        "arrivalRate: " + perSecond + "/s",
        lab.options().warmupSeconds() + 1, // the first second only opens connections
        lab.options().seconds());
  }

  /// @param liveBytes in the worker while as many requests are in flight
  private record Held(Report report, double liveBytes, double residentMegabytes) {}

  /// Twice: weighing collects all garbage, which would spoil the lag.
  private static Held run(Lab lab, Cluster.Worker worker, Plan plan)
      throws IOException, InterruptedException {
    Report report = lab.cluster().run(plan);
    int half = lab.options().smoke() ? 2 : 4;
    Cluster.Run second = lab.cluster().begin(plan.lasting(half, half));
    second.awaitStart();
    TimeUnit.SECONDS.sleep(half);
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
