package dev.spate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.client.CoordinatorClient;
import dev.spate.target.Arrival;
import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A coordinator and workers, each a process of its own, to be killed, stopped and started again,
/// and a target that keeps when each request arrived: the truth that a report is held against.
final class TestCluster implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("api=http://(\\S+) cluster=(\\S+)");
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /// Where each node has an address of its own, all may have the same ports.
  private static final int API_PORT = 7070;

  private static final int CLUSTER_PORT = 7600;

  private final Path dir;

  /// Whether each coordinator has a directory of its own.
  private final boolean apart;

  /// Where each process has an address of its own, the coordinator as node 0; else null, and all
  /// are on loopback.
  private final @Nullable TestNetwork network;

  private final Spate spate;
  private final TargetServer target;
  private String api = "127.0.0.1:0";
  private String address = "127.0.0.1:0";

  /// The last node of a network that is taken.
  private int lastNode;

  /// The coordinator that is there, or the last one.
  private Spate.Running coordinator;

  /// @param dir for everything that is written
  TestCluster(Path dir) {
    this(dir, null);
  }

  private TestCluster(Path dir, @Nullable TestNetwork network) {
    this.dir = dir;
    this.apart = false;
    this.network = network;
    this.spate = new Spate(dir);
    this.target = target(network == null ? TargetSettings.DEFAULT.host() : network.outside());
    this.coordinator = startCoordinator();
  }

  /// With each process on a node of a network: the coordinator on the first, each worker on the
  /// next. Closes the network in the end.
  ///
  /// @param dir for everything that is written
  static TestCluster in(TestNetwork network, Path dir) {
    return new TestCluster(dir, network);
  }

  /// With two coordinators on the first two nodes, each with a directory of its own, of which the
  /// first is in command, and each worker on the next. Closes the network in the end.
  ///
  /// @param dir for everything that is written
  static TestCluster ofTwoCoordinatorsIn(TestNetwork network, Path dir) {
    return new TestCluster(
        dir, network, true, both(network, ":" + API_PORT), both(network, ":" + CLUSTER_PORT));
  }

  private static String both(TestNetwork network, String port) {
    return network.address(0) + port + "," + network.address(1) + port;
  }

  private static TargetServer target(String host) {
    TargetSettings settings = TargetSettings.DEFAULT;
    return new TargetServer(
        new TargetSettings(
            host,
            0,
            settings.answer(),
            settings.serial(),
            settings.errorRate(),
            settings.errorStatus(),
            settings.seed(),
            settings.stalls(),
            settings.closeEvery(),
            true));
  }

  /// With two coordinators, of which the first is in command.
  private TestCluster(
      Path dir, @Nullable TestNetwork network, boolean apart, String apis, String addresses) {
    this.dir = dir;
    this.apart = apart;
    this.network = network;
    this.spate = new Spate(dir);
    this.target = target(network == null ? TargetSettings.DEFAULT.host() : network.outside());
    this.api = apis;
    this.address = addresses;
    this.lastNode = 1;
    this.coordinator = startCoordinator(0);
    coordinator.await("in command");
  }

  private static TestCluster onLoopback(Path dir, boolean apart) {
    List<Integer> free = freePorts(4);
    return new TestCluster(
        dir,
        null,
        apart,
        "127.0.0.1:%d,127.0.0.1:%d".formatted(free.get(0), free.get(1)),
        "127.0.0.1:%d,127.0.0.1:%d".formatted(free.get(2), free.get(3)));
  }

  /// With one data directory for both.
  ///
  /// @param dir for everything that is written
  static TestCluster ofTwoCoordinators(Path dir) {
    return onLoopback(dir, false);
  }

  /// With a data directory for each, as on two machines.
  ///
  /// @param dir for everything that is written
  static TestCluster ofTwoCoordinatorsApart(Path dir) {
    return onLoopback(dir, true);
  }

  private static List<Integer> freePorts(int number) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      sockets.forEach(TestCluster::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Starts one of several coordinators. Returns when its ports are open.
  ///
  /// @param index from 0
  Spate.Running startCoordinator(int index) {
    return startCoordinator(index, List.of("--join", address));
  }

  /// Starts a coordinator at the place of one of several, which knows of no other. Returns when its
  /// ports are open.
  ///
  /// @param index from 0
  Spate.Running startCoordinatorAlone(int index) {
    return startCoordinator(index, List.of());
  }

  private Spate.Running startCoordinator(int index, List<String> more) {
    List<String> command = new ArrayList<>();
    command.add("coordinator");
    command.addAll(List.of("--port", port(each(api).get(index))));
    command.addAll(List.of("--cluster-port", port(node(index))));
    command.addAll(List.of("--data", dir.resolve(apart ? "data-" + index : "data").toString()));
    command.addAll(more);
    Spate.Running started = startOn(index, command.toArray(String[]::new));
    started.await("ready api");
    return started;
  }

  private static List<String> each(String places) {
    return Pattern.compile(",").splitAsStream(places).toList();
  }

  /// Where other nodes reach one of several coordinators.
  String node(int index) {
    return each(address).get(index);
  }

  /// What a coordinator answers to whoever asks whether it is ready: 200, 503, or 0 for nothing.
  ///
  /// @param index from 0
  int readiness(int index) {
    URI uri = URI.create("http://" + each(api).get(index) + "/health/ready");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException _) {
      return 0;
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failure);
    }
  }

  /// Starts a coordinator where the last one was, on the same directory.
  Spate.Running startCoordinator() {
    coordinator =
        startOn(
            0,
            "coordinator",
            "--port",
            port(api),
            "--cluster-port",
            port(address),
            "--data",
            dir.resolve("data").toString());
    Matcher ready = READY.matcher(coordinator.await(READY.pattern().replace("(", "(?:")));
    assertThat(ready.find()).isTrue();
    api = ready.group(1);
    address = ready.group(2);
    return coordinator;
  }

  private static String port(String hostPort) {
    return hostPort.substring(hostPort.lastIndexOf(':') + 1);
  }

  Spate.Running coordinator() {
    return coordinator;
  }

  TargetServer target() {
    return target;
  }

  Spate.Running startWorker(String id) {
    return startOn(
        ++lastNode,
        "worker",
        "--join",
        address,
        "--id",
        id,
        "--transport",
        "epoll",
        "--allow-targets",
        "127.0.0.1,198.18.0.0/15");
  }

  /// Starts a node's process, where it is to be.
  private Spate.Running startOn(int node, String... arguments) {
    if (network == null) {
      return spate.start(arguments);
    }
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bind", network.address(node), "--insecure-listen"));
    return spate.startUnder(network.on(node), all.toArray(String[]::new));
  }

  /// Starts a run that a command follows; its files go to `out`. Waits for the first request.
  ///
  /// @param phases of the plan, in YAML
  /// @param workers what the plan asks of them
  Spate.Running startRun(String phases, String workers) {
    Path plan =
        spate.file(
            "plan.yaml",
            """
            target: %s
            name: any node may die
            gracefulStop: 2s
            phases: [ %s ]
            scenarios: { only: { flow: [ { get: / } ] } }
            workers: { %s }
            """
                .formatted(target.url(), phases, workers));
    Spate.Running run =
        spate.start("run", plan.toString(), "--cluster", api, "-o", out().toString());
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> target.counts().arrived() > 0 || !run.process().isAlive());
    assertThat(run.process().isAlive()).as("%s%n%s", run.errText(), run.outText()).isTrue();
    return run;
  }

  private Path out() {
    return dir.resolve("out");
  }

  /// Waits for the end of a run, and checks what holds for all: its ledger balances, and what
  /// reached the target is what succeeded or failed, and of what was lost at most all.
  RunReport awaitReport(Spate.Running run) {
    RunReport report = RunReport.read(out(), run.awaitEnd());
    long known = report.requests("succeeded") + report.requests("failed");
    assertThat(target.counts().arrived())
        .as(() ->
            "what reached the target; ledger %s; deals %s; workers %s; %s"
                .formatted(
                    report.json().get("ledger"),
                    report.json().get("deals"),
                    report.json().get("workers"),
                    spate.said()))
        .isBetween(known, known + report.requests("unanswered") + report.arrivals("lost"));
    return report;
  }

  /// Waits until the coordinator commands so many workers.
  void awaitCommanded(int workers) {
    try (CoordinatorClient client = new CoordinatorClient(apis())) {
      Awaitility.await()
          .atMost(LIMIT)
          .until(() ->
              client.workers().stream().filter(each -> !each.run().isEmpty()).count() >= workers);
    }
  }

  private List<URI> apis() {
    return each(api).stream().map(place -> URI.create("http://" + place)).toList();
  }

  /// Waits until so much time has passed since the first request.
  void awaitSince(double seconds) {
    long untilNs = firstNs() + (long) (seconds * 1e9);
    Awaitility.await().atMost(LIMIT).until(() -> System.nanoTime() - untilNs >= 0);
  }

  /// Seconds since the first request.
  double since() {
    return (System.nanoTime() - firstNs()) / 1e9;
  }

  /// When requests reached the target, in seconds since the first.
  List<Double> arrivals() {
    long firstNs = firstNs();
    return target.arrivals().stream().map(each -> (each.nanoTime() - firstNs) / 1e9).toList();
  }

  private long firstNs() {
    List<Arrival> arrivals = target.arrivals();
    assertThat(arrivals).as("requests at the target").isNotEmpty();
    return arrivals.getFirst().nanoTime();
  }

  /// Ends a process as a power cut does.
  static void kill(Spate.Running running) {
    running.process().destroyForcibly();
  }

  /// @param name such as `STOP`
  static void signal(Spate.Running running, String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(running.process().pid())).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failure);
    }
  }

  @Override
  public void close() {
    spate.close();
    target.close();
    if (network != null) {
      network.close();
    }
  }
}
