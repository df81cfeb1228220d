// Requests per CPU-second of Spate's worker against wrk's, interleaved in pairs, and the schedule lag of an open load.
// Needs Linux, a JDK 25, Debian's wrk and nginx-light, two processors. Usage: benchmarks/run [--rounds 5] [--seconds 10]

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

static final JsonMapper JSON = new JsonMapper();
static final int WARMUP_SECONDS = 4;
static final int CONNECTIONS = 64;
static final List<Process> STARTED = new ArrayList<>();

record Sample(double perSecond, double cpuSeconds, double perCpuSecond) {}

void main(String... args) throws Exception {
  int rounds = option(args, "--rounds", 5);
  int seconds = option(args, "--seconds", 10);
  Path spate = Path.of(System.getProperty("spate.bin"));
  Path dir = Files.createTempDirectory("spate-benchmark");
  Runtime.getRuntime().addShutdownHook(new Thread(() -> STARTED.reversed().forEach(Process::destroy)));

  int target = freePort();
  int api = freePort();
  int cluster = freePort();
  startNginx(dir, target);
  start(dir, "coordinator", "taskset", "-c", "1", spate.toString(), "coordinator",
      "--port", "" + api, "--cluster-port", "" + cluster, "--data", dir.resolve("data").toString());
  Process worker = start(dir, "worker", "taskset", "-c", "0", spate.toString(), "worker",
      "--join", "127.0.0.1:" + cluster, "--port", "0", "--id", "bench", "--loops", "1");
  awaitWorker(spate, api);
  long pid = jvmOf(worker);
  double restMegabytes = residentMegabytes(pid);

  List<Sample> wrk = new ArrayList<>();
  List<Sample> ours = new ArrayList<>();
  for (int round = 0; round < rounds; round++) {
    wrk.add(wrk(target, seconds));
    ours.add(closed(dir, spate, api, target, pid, seconds, round));
    System.err.printf(Locale.ROOT, "round %d of %d: wrk %,.0f, spate %,.0f requests per CPU-second%n",
        round + 1, rounds, wrk.getLast().perCpuSecond(), ours.getLast().perCpuSecond());
  }
  JsonNode open = run(dir, spate, api, plan(target, "arrivalRate: 5000/s", "arrivalRate: 5000/s", seconds), "open");

  List<Double> ratios = new ArrayList<>();
  for (int round = 0; round < rounds; round++) {
    ratios.add(ours.get(round).perCpuSecond() / wrk.get(round).perCpuSecond());
  }
  System.out.printf(Locale.ROOT, "%s, %d processors, Linux %s, JDK %s; nginx on processor 1, the generator on processor 0%n",
      cpuModel(), Runtime.getRuntime().availableProcessors(), System.getProperty("os.version"), Runtime.version());
  System.out.printf(Locale.ROOT, "HTTP/1.1 keep-alive, %d connections, closed loop; medians of %d interleaved rounds of %d s%n%n",
      CONNECTIONS, rounds, seconds);
  System.out.printf("%-14s %12s %22s%n", "generator", "requests/s", "requests/CPU-second");
  row("wrk", wrk);
  row("spate worker", ours);
  System.out.printf(Locale.ROOT, "%nspate / wrk, by pair: median %.2f (%.2f to %.2f)%n", median(ratios),
      ratios.stream().min(Double::compare).orElseThrow(), ratios.stream().max(Double::compare).orElseThrow());
  JsonNode lag = open.path("metrics").path("schedule_lag").path("percentiles");
  System.out.printf(Locale.ROOT, "schedule lag at 5,000/s: p50 %.0f µs, p99 %.0f µs, p99.9 %.0f µs%n",
      micros(lag, "50"), micros(lag, "99"), micros(lag, "99.9"));
  System.out.printf(Locale.ROOT, "worker at rest: %.0f MB resident%n", restMegabytes);
  System.exit(0);
}

/// A whole closed run; requests and processor time of the same middle part of it.
Sample closed(Path dir, Path spate, int api, int target, long pid, int seconds, int round) throws Exception {
  TreeMap<Long, Double> cpu = new TreeMap<>();
  Thread sampler = Thread.ofPlatform().daemon().start(() -> {
    while (!Thread.currentThread().isInterrupted()) {
      cpu.put(System.currentTimeMillis(), cpuSeconds(pid));
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  });
  JsonNode report = run(dir, spate, api, plan(target, "users: " + CONNECTIONS, "users: " + CONNECTIONS, seconds), "closed-" + round);
  sampler.interrupt();
  sampler.join();
  long startMs = Instant.parse(report.path("run").path("startedAt").asString()).toEpochMilli();
  int from = WARMUP_SECONDS;
  int to = WARMUP_SECONDS + seconds - 1;
  double requests = 0;
  for (JsonNode slot : report.path("timeline")) {
    int number = slot.path("slot").asInt();
    requests += number >= from && number < to ? slot.path("requests").asDouble() : 0;
  }
  double used = at(cpu, startMs + to * 1_000L) - at(cpu, startMs + from * 1_000L);
  return new Sample(requests / (to - from), used, requests / used);
}

double at(TreeMap<Long, Double> samples, long ms) {
  var before = samples.floorEntry(ms);
  var after = samples.ceilingEntry(ms);
  if (before == null || after == null || before.getKey().equals(after.getKey())) {
    return (before == null ? after : before).getValue();
  }
  double part = (double) (ms - before.getKey()) / (after.getKey() - before.getKey());
  return before.getValue() + part * (after.getValue() - before.getValue());
}

String plan(int target, String warmup, String load, int seconds) {
  return """
      target: http://127.0.0.1:%d
      http: { connections: { perWorker: %d } }
      phases:
        - { name: warmup, %s, duration: %ds, warmup: true }
        - { name: steady, %s, duration: %ds }
      scenarios:
        only: { flow: [ { get: / } ] }
      """.formatted(target, CONNECTIONS, warmup, WARMUP_SECONDS, load, seconds);
}

JsonNode run(Path dir, Path spate, int api, String plan, String name) throws Exception {
  Path file = Files.writeString(dir.resolve(name + ".yaml"), plan);
  Path out = dir.resolve(name);
  Process process = new ProcessBuilder("taskset", "-c", "1", spate.toString(), "run", file.toString(),
      "--cluster", "127.0.0.1:" + api, "-o", out.toString(), "--quiet")
      .redirectErrorStream(true).redirectOutput(dir.resolve(name + ".txt").toFile()).start();
  STARTED.add(process);
  if (!process.waitFor(5, TimeUnit.MINUTES) || !Files.exists(out.resolve("report.json"))) {
    throw new IllegalStateException("the run failed:\n" + Files.readString(dir.resolve(name + ".txt")));
  }
  return JSON.readTree(out.resolve("report.json").toFile());
}

Sample wrk(int target, int seconds) throws Exception {
  Process process = new ProcessBuilder("bash", "-c",
      "TIMEFORMAT='cpu %U %S'; time taskset -c 0 wrk -t1 -c" + CONNECTIONS + " -d" + seconds + "s http://127.0.0.1:" + target + "/")
      .redirectErrorStream(true).start();
  String text = new String(process.getInputStream().readAllBytes());
  process.waitFor();
  double requests = Double.parseDouble(first(text, "(\\d+) requests in"));
  double perSecond = Double.parseDouble(first(text, "Requests/sec:\\s+([\\d.]+)"));
  double cpu = Double.parseDouble(first(text, "cpu ([\\d.]+) ")) + Double.parseDouble(first(text, "cpu [\\d.]+ ([\\d.]+)"));
  return new Sample(perSecond, cpu, requests / cpu);
}

String first(String text, String pattern) {
  Matcher matcher = Pattern.compile(pattern).matcher(text);
  if (!matcher.find()) {
    throw new IllegalStateException("no " + pattern + " in:\n" + text);
  }
  return matcher.group(1);
}

void startNginx(Path dir, int port) throws IOException {
  Path conf = Files.writeString(dir.resolve("nginx.conf"), """
      worker_processes 1;
      daemon off;
      pid %1$s/nginx.pid;
      error_log %1$s/nginx.log;
      events { worker_connections 4096; }
      http {
        access_log off;
        keepalive_requests 1000000000;
        client_body_temp_path %1$s; proxy_temp_path %1$s; fastcgi_temp_path %1$s; uwsgi_temp_path %1$s; scgi_temp_path %1$s;
        server { listen 127.0.0.1:%2$d; location / { return 200 "Hello, world!"; } }
      }
      """.formatted(dir, port));
  start(dir, "nginx", "taskset", "-c", "1", "nginx", "-p", dir.toString(), "-c", conf.toString());
}

Process start(Path dir, String name, String... command) throws IOException {
  ProcessBuilder builder = new ProcessBuilder(command);
  builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
  Process process = builder.redirectErrorStream(true).redirectOutput(dir.resolve(name + ".log").toFile()).start();
  STARTED.add(process);
  return process;
}

void awaitWorker(Path spate, int api) throws Exception {
  long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  while (System.nanoTime() < deadline) {
    Process status = new ProcessBuilder("curl", "-s", "http://127.0.0.1:" + api + "/api/v1/workers").start();
    if (new String(status.getInputStream().readAllBytes()).contains("\"bench\"")) {
      TimeUnit.SECONDS.sleep(2);
      return;
    }
    TimeUnit.MILLISECONDS.sleep(200);
  }
  throw new IllegalStateException("no worker after 60 s");
}

/// The launcher may exec the JVM or keep it as a child.
long jvmOf(Process process) {
  return process.descendants().reduce((first, last) -> last).map(ProcessHandle::pid).orElse(process.pid());
}

double cpuSeconds(long pid) {
  return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).map(d -> d.toNanos() / 1e9).orElse(0.0);
}

double residentMegabytes(long pid) throws IOException {
  return Double.parseDouble(first(Files.readString(Path.of("/proc/" + pid + "/status")), "VmRSS:\\s+(\\d+) kB")) / 1_000;
}

String cpuModel() throws IOException {
  return first(Files.readString(Path.of("/proc/cpuinfo")), "model name\\s+: (.*)");
}

double micros(JsonNode percentiles, String name) {
  return percentiles.path(name).path("value").asDouble() * 1e6;
}

void row(String name, List<Sample> samples) {
  System.out.printf(Locale.ROOT, "%-14s %,12.0f %,22.0f%n", name,
      median(samples.stream().map(Sample::perSecond).toList()),
      median(samples.stream().map(Sample::perCpuSecond).toList()));
}

double median(List<Double> values) {
  List<Double> sorted = values.stream().sorted().toList();
  int middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
}

int freePort() throws IOException {
  try (ServerSocket socket = new ServerSocket(0)) {
    return socket.getLocalPort();
  }
}

int option(String[] args, String name, int otherwise) {
  for (int i = 0; i + 1 < args.length; i++) {
    if (args[i].equals(name)) {
      return Integer.parseInt(args[i + 1]);
    }
  }
  return otherwise;
}
