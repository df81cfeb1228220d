package dev.spate.cli;

import dev.spate.client.ClientException;
import dev.spate.client.CoordinatorClient;
import dev.spate.client.RunStatus;
import dev.spate.coordinator.Rehearsal;
import dev.spate.node.CoordinatorNode;
import dev.spate.node.CoordinatorRole;
import dev.spate.node.HostPort;
import dev.spate.node.NodeSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spate coordinator`.
@Command(
    name = "coordinator",
    header = "Runs the coordinator of a cluster.",
    abbreviateSynopsis = true,
    description = {
      "",
      "In the foreground, until it gets SIGTERM. Prints a line on standard output when it",
      "is ready. A run that an earlier one on the same data has left is taken over.",
      "",
      "With --join there may be several: one is in command, the others stand by, and one",
      "of them takes over where that ends or is lost.",
      ""
    },
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate coordinator --bind 10.0.0.5 --insecure-listen --data /var/lib/spate",
      "",
      "  spate coordinator --bind 10.0.0.5 --insecure-listen \\",
      "    --join 10.0.0.5:7071,10.0.0.6:7071    and the same list on 10.0.0.6"
    })
final class CoordinatorCommand extends SpateCommand {
  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      description = {
        "The node-to-node ports of all coordinators, the same list for each",
        "(repeatable; default: this one is alone). The first of the list founds",
        "the cluster where it finds none."
      })
  private List<String> join = new ArrayList<>();

  @Mixin private final NodeOptions node = new NodeOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7070",
      description = "The API; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--cluster-port",
      paramLabel = "N",
      defaultValue = "7071",
      description = "Node to node; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int clusterPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Where runs are kept (default: ./${DEFAULT-VALUE}).")
  private String data = "results";

  @Option(
      names = "--keep-runs",
      paramLabel = "N",
      description = "Delete all but the newest N finished runs (default: keep all).")
  private @Nullable Integer keepRuns;

  @Option(
      names = "--rehearsal",
      paramLabel = "on|off",
      defaultValue = "on",
      description = {
        "Warms up for a second or two in the background; off saves",
        "that where there are only a few workers."
      })
  private String rehearsal = "on";

  @Mixin private final OtlpOptions otlp = new OtlpOptions();

  @Mixin private final ServiceOptions service = new ServiceOptions();

  CoordinatorCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Listeners.check(node.bind, service.insecureListen);
    HostPort api = node.listen(port);
    CoordinatorRole role =
        new CoordinatorRole(world().path(data), api, keepRuns(), otlp.receiver());
    NodeSettings settings =
        new NodeSettings(
            node.listen(clusterPort), node.advertisedHost(), coordinators(), role, null);
    if (rehearses()) {
      Rehearsal.begin();
    }
    return NodeProcess.run(
        world(), service, () -> CoordinatorNode.start(settings, role), this::hello, this::farewell);
  }

  private @Nullable Integer keepRuns() {
    if (keepRuns != null && keepRuns < 1) {
      throw CliException.invalid("--keep-runs is 1 or more, not " + keepRuns, "");
    }
    return keepRuns;
  }

  private boolean rehearses() {
    return switch (rehearsal) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw CliException.invalid("a rehearsal is on or off, not \"" + rehearsal + "\"", "");
    };
  }

  /// Of all coordinators, this one among them as a rule; empty where it is alone.
  private List<HostPort> coordinators() {
    List<HostPort> all = join.stream().map(RunSession::clusterAddress).toList();
    return all.equals(List.of(own())) ? List.of() : all;
  }

  /// Where other nodes reach this one.
  private HostPort own() {
    return new HostPort(node.advertisedHost(), clusterPort);
  }

  private List<String> hello(CoordinatorNode started) {
    List<String> lines = new ArrayList<>();
    lines.add("ready api=" + started.api() + " cluster=" + started.cluster());
    List<HostPort> all = coordinators();
    if (all.isEmpty()) {
      lines.addAll(resumed(started));
      return lines;
    }
    if (!all.contains(own())) {
      lines.add("founds no cluster, since --join does not name " + own() + ": waits for another");
    }
    started.whenInCommand(() -> onCommand(started));
    return lines;
  }

  /// Of several coordinators, this one is in command now.
  private void onCommand(CoordinatorNode node) {
    world().out().println("in command");
    resumed(node).forEach(world().out()::println);
    world().out().flush();
  }

  private static List<String> resumed(CoordinatorNode node) {
    return underWay(node).stream().map(run -> "goes on with run " + run).toList();
  }

  private List<String> farewell(CoordinatorNode ending) {
    if (!ending.isInCommand()) {
      return List.of();
    }
    if (ending.hasSuccessor()) {
      return underWay(ending).stream()
          .map(run -> "run " + run + " goes on with a coordinator that stood by")
          .toList();
    }
    return underWay(ending).stream()
        .map(run ->
            ("run %s goes on without a coordinator, for as long as its plan's orphanGrace;"
                    + " to take it over: spate coordinator --data %s")
                .formatted(run, data))
        .toList();
  }

  /// The runs that have not ended; none where it does not answer any more.
  private static List<String> underWay(CoordinatorNode node) {
    try (CoordinatorClient client = new CoordinatorClient(node.api())) {
      return client.runs().stream()
          .filter(run -> run.verdict().isEmpty())
          .map(RunStatus::id)
          .toList();
    } catch (ClientException _) {
      return List.of();
    }
  }
}
