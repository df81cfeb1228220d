package dev.spate.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Spate as it is used: a coordinator, and one worker at a time that has joined it. Runs are
/// submitted over the API, so nothing but the worker is on the generator's processor.
final class Cluster implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_SECONDS = 60;
  private static final long POLL_MS = 50;

  private final Processes processes;
  private final Path program;
  private final Processes.Service coordinator;
  private final String clusterAddress;
  private final URI api;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private Optional<Worker> worker = Optional.empty();
  private int workers;

  /// @param processor of the coordinator
  Cluster(Processes processes, Path program, String processor)
      throws IOException, InterruptedException {
    this.processes = processes;
    this.program = program;
    List<Integer> ports = Nginx.freePorts(2);
    this.api = URI.create("http://127.0.0.1:" + ports.getFirst());
    this.clusterAddress = "127.0.0.1:" + ports.getLast();
    coordinator =
        processes.start(
            "coordinator",
            processor,
            Map.of(),
            program.toString(),
            "coordinator",
            "--port",
            ports.getFirst().toString(),
            "--cluster-port",
            ports.getLast().toString(),
            "--data",
            Files.createTempDirectory(processes.directory(), "data").toString());
    coordinator.await("ready", PATIENCE_SECONDS);
  }

  /// How a worker is started.
  ///
  /// @param processors a list for `taskset`
  /// @param flags of `spate worker`
  /// @param jvm flags for its JVM; may be empty
  record Setup(String processors, List<String> flags, String jvm) {
    Setup {
      flags = List.copyOf(flags);
    }
  }

  /// A worker that has joined.
  ///
  /// @param startSeconds from its start to its line that says that it is ready
  record Worker(Setup setup, Processes.Service service, double startSeconds) {
    long pid() {
      return service.pid();
    }
  }

  /// The worker of a setup: the one that there is, or a new one in its place.
  ///
  /// @throws IOException where it does not start; says why
  Worker worker(Setup setup) throws IOException, InterruptedException {
    Optional<Worker> present = worker.filter(one -> one.setup().equals(setup));
    return present.isPresent() ? present.get() : startWorker(setup);
  }

  /// A new worker in place of the one that there is.
  Worker startWorker(Setup setup) throws IOException, InterruptedException {
    stopWorker();
    List<String> command =
        new ArrayList<>(
            List.of(program.toString(), "worker", "--join", clusterAddress, "--port", "0"));
    command.addAll(List.of("--id", "bench-" + workers++));
    command.addAll(setup.flags());
    long startNs = System.nanoTime();
    Processes.Service service =
        processes.start(
            "worker",
            setup.processors(),
            setup.jvm().isEmpty() ? Map.of() : Map.of("SPATE_JVM_FLAGS", setup.jvm()),
            command.toArray(String[]::new));
    try {
      service.await("ready", PATIENCE_SECONDS);
    } catch (IOException failure) {
      processes.stop(service);
      throw failure;
    }
    Worker started = new Worker(setup, service, (System.nanoTime() - startNs) / 1e9);
    worker = Optional.of(started);
    awaitMembers(1);
    return started;
  }

  private void stopWorker() throws IOException, InterruptedException {
    if (worker.isPresent()) {
      processes.stop(worker.get().service());
      worker = Optional.empty();
      awaitMembers(0);
    }
  }

  private void awaitMembers(int count) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (get("/api/v1/workers").path("workers").size() != count) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the cluster has not come to have " + count + " workers");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  /// Runs a plan to its end.
  Report run(Plan plan) throws IOException, InterruptedException {
    return begin(plan).await();
  }

  /// Submits a plan.
  Run begin(Plan plan) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/api/v1/runs"))
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(plan.text()))
            .build();
    return new Run(send(request, 201).path("id").asString());
  }

  /// A run under way.
  final class Run {
    private final String id;

    private Run(String id) {
      this.id = id;
    }

    void awaitStart() throws IOException, InterruptedException {
      while (state().equals("waiting") || state().equals("preparing")) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }

    Report await() throws IOException, InterruptedException {
      while (!state().equals("finished")) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
      return new Report(get("/api/v1/runs/" + id + "/files/report.json")).requireSound();
    }

    private String state() throws IOException, InterruptedException {
      return get("/api/v1/runs/" + id).path("state").asString();
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(api.resolve(path)).build(), 200);
  }

  private JsonNode send(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IOException(
          request.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /// Ends its processes too.
  @Override
  public void close() {
    http.shutdownNow();
    if (worker.isPresent()) {
      processes.stop(worker.get().service());
    }
    processes.stop(coordinator);
  }
}
