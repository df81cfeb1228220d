package dev.spate.soak;

import dev.spate.client.ClientException;
import dev.spate.client.CoordinatorClient;
import dev.spate.client.Submission;
import dev.spate.compare.Processes;
import dev.spate.compare.Processors;
import dev.spate.swarm.CoordinatorProcess;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hurts a cluster again and again while a run goes on, and holds the report against the target's
/// own count. See benchmarks/README.md.
public final class Soak {
  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final int WRONG_ARGUMENTS = 2;
  private static final long SAMPLE_MS = 2_000;

  /// Each fault may cost what all workers had to do for so long, at the most.
  private static final long LOST_SECONDS = 6;

  private static final int SECONDS_FOR_THE_END = 60;
  private static final long REPORT_SECONDS = 120;

  private final SoakOptions options;
  private final TargetServer target;
  private final SoakCluster cluster;
  private final List<String> problems = new ArrayList<>();
  private int faults;
  private final long startNs = System.nanoTime();

  private Soak(SoakOptions options, TargetServer target, SoakCluster cluster) {
    this.options = options;
    this.target = target;
    this.cluster = cluster;
  }

  /// Exit code 0 where everything held.
  public static void main(String... arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.println(SoakOptions.USAGE);
      return;
    }
    SoakOptions options;
    try {
      options = SoakOptions.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks/soak: " + wrong.getMessage() + "\n" + SoakOptions.USAGE);
      System.exit(WRONG_ARGUMENTS);
      return;
    }
    List<String> problems;
    try (Processes processes = new Processes();
        TargetServer target = new TargetServer(TargetSettings.DEFAULT)) {
      SoakCluster cluster =
          new SoakCluster(processes, Processors.ofThisProcess(), options.program());
      Soak soak = new Soak(options, target, cluster);
      soak.run(CoordinatorProcess.data(processes));
      problems = soak.problems;
    }
    problems.forEach(problem -> System.out.println("PROBLEM: " + problem));
    System.out.println(problems.isEmpty() ? "everything held" : problems.size() + " problems");
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private void run(Path data) throws IOException, InterruptedException {
    String run = submit();
    say("run " + run);
    until("the first request", REPORT_SECONDS, () -> target.counts().arrived() > 0);
    long beganNs = System.nanoTime();
    Thread sampler = Thread.ofPlatform().daemon().start(this::sample);
    hurt(beganNs);
    until(
        "the report",
        options.duration().toSeconds() + REPORT_SECONDS,
        () -> state(run).equals("finished"));
    sampler.interrupt();
    sampler.join();
    judge(new JsonMapper().readTree(data.resolve(run).resolve("report.json")));
  }

  private String submit() throws IOException, InterruptedException {
    try (CoordinatorClient client = client()) {
      until("three workers", REPORT_SECONDS, () -> client.workers().size() >= 3);
      return switch (client.submit(options.plan(target.url()), "", Map.of(), OptionalInt.empty())) {
        case Submission.Accepted(var id) -> id;
        case Submission.Rejected(var reasons) -> throw new IOException(reasons.toString());
        case Submission.Refused(var reason) -> throw new IOException(reason);
      };
    }
  }

  private CoordinatorClient client() {
    return new CoordinatorClient(cluster.coordinator().api());
  }

  /// One thing after the other, with some quiet before the end.
  private void hurt(long beganNs) throws IOException, InterruptedException {
    long lastNs = options.duration().minusSeconds(SECONDS_FOR_THE_END).toNanos();
    long everyNs = TimeUnit.SECONDS.toNanos(options.everySeconds());
    for (int at = 0; (at + 1) * everyNs <= lastNs; at++) {
      TimeUnit.NANOSECONDS.sleep((at + 1) * everyNs - (System.nanoTime() - beganNs));
      Fault fault = FAULTS.get(at % FAULTS.size());
      say(fault.text());
      cluster.inflict(fault);
      faults++;
    }
  }

  private void sample() {
    try {
      while (true) {
        cluster.sample();
        TimeUnit.MILLISECONDS.sleep(SAMPLE_MS);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private String state(String run) {
    try (CoordinatorClient client = client()) {
      return client.run(run).state();
    } catch (ClientException away) {
      return "";
    }
  }

  private void judge(JsonNode report) {
    JsonNode ledger = report.path("ledger");
    JsonNode requests = ledger.path("requests");
    long planned = ledger.path("arrivals").path("planned").asLong();
    long lost = ledger.path("arrivals").path("lost").asLong();
    long known = requests.path("succeeded").asLong() + requests.path("failed").asLong();
    long most = known + requests.path("unanswered").asLong() + lost;
    long arrived = target.counts().arrived();
    say("ledger " + ledger);
    say("target counted " + arrived + ", the ledger has " + known + " to " + most);
    require(lost <= faults * LOST_SECONDS * options.rate(), lost + " arrivals were lost");
    require(ledger.path("balanced").asBoolean(), "the ledger does not balance");
    require(
        report.path("run").path("ending").asString().equals("completed"), "it did not complete");
    require(planned == options.rate() * options.duration().toSeconds(), "planned " + planned);
    require(arrived >= known && arrived <= most, "the target counted something else");
    say("memory after the first minute of each process, and in its last quarter:");
    for (MemoryLog memory : cluster.memory()) {
      System.out.println(memory.line());
      require(memory.flat(), "the memory of a process grows:" + memory.line());
    }
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }

  private void say(String text) {
    System.out.printf("%5.0f s  %s%n", (System.nanoTime() - startNs) / 1e9, text);
  }

  private interface Condition {
    boolean holds();
  }

  private static void until(String what, long seconds, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not after " + seconds + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
