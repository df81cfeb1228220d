package dev.spate.cli;

import dev.spate.node.HostPort;
import dev.spate.node.NodeSettings;
import dev.spate.node.WorkerHost;
import dev.spate.node.WorkerRole;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate worker`.
@Command(
    name = "worker",
    header = "Runs a worker of a cluster.",
    abbreviateSynopsis = true,
    description = {
      "",
      "In the foreground, until it gets SIGTERM. It waits for its coordinator where that",
      "is not there yet, and looks for it again where it goes.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate worker --join 10.0.0.5:7071 --bind 10.0.0.6 --insecure-listen \\",
      "    --allow-targets '*.staging.example'"
    })
final class WorkerCommand extends SpateCommand {
  private static final int MAX_LOOPS = 256;
  private static final int MAX_WEIGHT = 1_000_000;

  @Option(
      names = "--join",
      required = true,
      paramLabel = "HOST:PORT",
      split = ",",
      description = {
        "The coordinator's node-to-node port (7071 as a rule); several where",
        "it may be at several places (repeatable)."
      })
  private List<String> join = new ArrayList<>();

  @Mixin private final NodeOptions node = new NodeOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Node to node; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "Unique in the cluster (default: the machine's name and a number).")
  private String id = "";

  @Option(
      names = "--loops",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads that send load (default: one a processor, less one).")
  private int loops;

  @Option(
      names = "--weight",
      paramLabel = "N",
      defaultValue = "0",
      description = "Its share among the workers (default: its loops).")
  private int weight;

  @Option(
      names = "--allow-targets",
      paramLabel = "PATTERN|CIDR",
      split = ",",
      description = "What it may send to (repeatable; default: loopback and private addresses).")
  private List<String> allowTargets = new ArrayList<>();

  @Mixin private final TuningOptions tuning = new TuningOptions();

  @Mixin private final ServiceOptions service = new ServiceOptions();

  WorkerCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Listeners.check(node.bind, service.insecureListen);
    if (loops < 0 || loops > MAX_LOOPS) {
      throw CliException.invalid("--loops is 0 to " + MAX_LOOPS, "");
    }
    if (weight < 0 || weight > MAX_WEIGHT) {
      throw CliException.invalid("--weight is 0 to " + MAX_WEIGHT, "");
    }
    WorkerRole role = role();
    NodeSettings settings =
        new NodeSettings(node.listen(port), node.advertisedHost(), coordinators(), null, role);
    return NodeProcess.run(
        world(),
        service,
        () -> WorkerHost.start(settings, role),
        WorkerCommand::hello,
        WorkerCommand::farewell);
  }

  private static List<String> farewell(WorkerHost leaving) {
    return leaving.busy()
        ? List.of(
            "leaves: its part of the run goes to the others first, within %d s; a second signal ends it at once"
                .formatted(leaving.patience().toSeconds()))
        : List.of();
  }

  private static List<String> hello(WorkerHost started) {
    long sinceMs = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return List.of(
        String.format(
            Locale.ROOT, "ready cluster=%s after %.1f s", started.cluster(), sinceMs / 1e3));
  }

  private List<HostPort> coordinators() {
    return join.stream().map(RunSession::clusterAddress).toList();
  }

  private WorkerRole role() {
    WorkerRole role =
        new WorkerRole(
            id.isEmpty() ? ownName() : id,
            loops,
            weight,
            allowTargets,
            tuning.checked(),
            this::announce);
    try {
      role.check();
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
    return role;
  }

  private void announce(String line) {
    world().out().println(line);
    world().out().flush();
  }

  private static String ownName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "worker";
    }
    return host + "-" + ProcessHandle.current().pid();
  }
}
