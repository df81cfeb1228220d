package dev.spate.swarm;

import dev.spate.client.CoordinatorClient;
import dev.spate.client.RunStatus;
import dev.spate.client.Submission;
import dev.spate.compare.ProcFiles;
import dev.spate.compare.Processes;
import dev.spate.compare.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How many workers a coordinator carries: a coordinator's process on one processor, a [Swarm] on
/// the others, and a run for each size. See benchmarks/README.md.
public final class ScaleBenchmark {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int WRONG_ARGUMENTS = 2;
  private static final int LINES_OF_LOG = 40;
  private static final long PATIENCE_SECONDS = 90;
  private static final long REPORT_SECONDS = 600;

  private final ScaleOptions options;
  private final Processors processors;
  private final Processes processes;

  private ScaleBenchmark(ScaleOptions options, Processors processors, Processes processes) {
    this.options = options;
    this.processors = processors;
    this.processes = processes;
  }

  /// Exit code 0 where every size was measured and its ledger balances: figures are for people.
  public static void main(String... arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.println(ScaleOptions.USAGE);
      return;
    }
    ScaleOptions options;
    try {
      options = ScaleOptions.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks/scale: " + wrong.getMessage() + "\n" + ScaleOptions.USAGE);
      System.exit(WRONG_ARGUMENTS);
      return;
    }
    List<ScaleResult> results = new ArrayList<>();
    System.out.println(ScaleResult.HEAD);
    for (int size : options.workers()) {
      try (Processes processes = new Processes()) {
        ScaleResult result =
            new ScaleBenchmark(options, Processors.ofThisProcess(), processes).measure(size);
        System.out.println(result.row());
        results.add(result);
      }
    }
    if (options.json().isPresent()) {
      JSON.writeValue(options.json().get(), tree(options, results));
    }
    System.exit(results.stream().allMatch(ScaleResult::balanced) ? 0 : 1);
  }

  private static ObjectNode tree(ScaleOptions options, List<ScaleResult> results)
      throws IOException {
    ObjectNode root = JSON.createObjectNode().put("format", "spate-scale/1");
    root.put("processor", ProcFiles.processorModel());
    root.put("jdk", Runtime.version().toString());
    root.put("loadAverages", ProcFiles.loadAverages());
    root.put("names", options.names()).put("ratePerWorker", options.rate());
    root.put("warmupSeconds", options.warmupSeconds()).put("seconds", options.seconds());
    root.set("results", JSON.valueToTree(results));
    return root;
  }

  private ScaleResult measure(int size) throws IOException, InterruptedException {
    CoordinatorProcess coordinator =
        CoordinatorProcess.start(processes, processors.generator(), options.program());
    Processes.Service swarm = startSwarm(Integer.toString(coordinator.clusterPort()), size);
    try (CoordinatorClient client = new CoordinatorClient(coordinator.api())) {
      return measure(size, coordinator.service(), swarm, client);
    }
  }

  private Processes.Service startSwarm(String clusterPort, int size)
      throws IOException, InterruptedException {
    Processes.Service swarm =
        processes.start(
            "swarm",
            processors.without(1),
            Map.of(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xms512m",
            "-Xmx2g",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener",
            "-cp",
            System.getProperty("java.class.path"),
            Swarm.class.getName(),
            clusterPort,
            Integer.toString(size),
            Integer.toString(Math.min(size, options.nodes())));
    swarm.await("swarm of", PATIENCE_SECONDS);
    return swarm;
  }

  private ScaleResult measure(
      int size, Processes.Service coordinator, Processes.Service swarm, CoordinatorClient client)
      throws IOException, InterruptedException {
    until("all workers have joined", PATIENCE_SECONDS, () -> client.workers().size() >= size);
    String rehearsal = submit(client, options.rehearsal(size));
    until("the rehearsal has ended", REPORT_SECONDS, () -> ended(client.run(rehearsal)));
    long submittedNs = System.nanoTime();
    String run = submit(client, options.plan(size));
    until("the run has begun", PATIENCE_SECONDS, () -> began(client.run(run)));
    long startMs = Instant.parse(client.run(run).startedAt()).toEpochMilli();
    double startSeconds =
        (System.nanoTime() - submittedNs) / 1e9 - (System.currentTimeMillis() - startMs) / 1e3;
    long fromMs = startMs + TimeUnit.SECONDS.toMillis(options.warmupSeconds());
    long toMs = fromMs + TimeUnit.SECONDS.toMillis(options.seconds());
    sleepUntil(fromMs);
    double cpuBefore = ProcFiles.cpuSeconds(coordinator.pid());
    long beganNs = System.nanoTime();
    double residentMb = 0;
    while (System.currentTimeMillis() < toMs) {
      residentMb = Math.max(residentMb, ProcFiles.residentMegabytes(coordinator.pid()));
      TimeUnit.MILLISECONDS.sleep(200);
    }
    double tookSeconds = (System.nanoTime() - beganNs) / 1e9;
    double cpu = (ProcFiles.cpuSeconds(coordinator.pid()) - cpuBefore) / tookSeconds;
    until("the report is written", REPORT_SECONDS, () -> ended(client.run(run)));
    residentMb = Math.max(residentMb, ProcFiles.residentMegabytes(coordinator.pid()));
    double reportSeconds = (System.currentTimeMillis() - toMs) / 1e3;
    SwarmLog whole = SwarmLog.parse(swarm.printed());
    SwarmLog log = whole.between(fromMs, toMs);
    if (whole.fenced() > 0) {
      coordinator.printed().lines().limit(LINES_OF_LOG).forEach(System.err::println);
    }
    Path directory = CoordinatorProcess.data(processes).resolve(run);
    JsonNode ledger = JSON.readTree(directory.resolve("report.json")).path("ledger");
    return new ScaleResult(
        size,
        log.mergesPerSecond(),
        whole.bytesPerReport(),
        cpu,
        cpu * 1e6 / Math.max(1, log.mergesPerSecond()),
        residentMb,
        log.p50Ms(),
        log.p99Ms(),
        log.maxMs(),
        log.backlog(),
        whole.sentAgain(),
        whole.fenced(),
        !log.grows(size) && whole.fenced() == 0,
        startSeconds,
        reportSeconds,
        ledger.path("balanced").asBoolean() && ledger.path("arrivals").path("lost").asLong() == 0,
        Files.size(directory.resolve("journal.pb")));
  }

  private static String submit(CoordinatorClient client, String plan) throws IOException {
    return switch (client.submit(plan, "", Map.of(), OptionalInt.empty())) {
      case Submission.Accepted(var run) -> run;
      case Submission.Rejected(var problems) -> throw new IOException(problems.toString());
      case Submission.Refused(var reason) -> throw new IOException(reason);
    };
  }

  private static boolean began(RunStatus run) {
    return run.state().equals("running") || run.state().equals("finished");
  }

  private static boolean ended(RunStatus run) {
    return run.state().equals("finished");
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
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static void sleepUntil(long ms) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(Math.max(0, ms - System.currentTimeMillis()));
  }
}
