package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import dev.spate.client.RunStatus;
import dev.spate.client.WorkerStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spate status`.
@Command(
    name = "status",
    sortOptions = false,
    header = "Shows a cluster: workers, what runs, what ran.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {"", "Example:", "  spate status --cluster 10.0.0.5:7070"})
final class StatusCommand extends SpateCommand {
  private static final int RUNS_SHOWN = 10;

  @Mixin private final ClusterOption cluster = new ClusterOption();

  StatusCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    try (CoordinatorClient client = cluster.client()) {
      printWorkers(client.workers());
      printRuns(client.runs());
    }
    return ExitCode.PASSED.code();
  }

  private void printWorkers(List<WorkerStatus> workers) {
    PrintStream out = world().out();
    out.println(workers.size() == 1 ? "1 worker" : workers.size() + " workers");
    for (WorkerStatus worker : workers) {
      out.println(
          String.format(
                  Locale.ROOT,
                  "  %-20s %-20s %2d cores  weight %d  %s %s  %s %s",
                  worker.id(),
                  worker.host(),
                  worker.cores(),
                  worker.weight(),
                  worker.version(),
                  worker.transport(),
                  worker.state(),
                  worker.run())
              .stripTrailing());
    }
  }

  private void printRuns(List<RunStatus> runs) {
    PrintStream out = world().out();
    out.println(runs.isEmpty() ? "no runs yet" : "runs");
    for (RunStatus run : runs.subList(0, Math.min(RUNS_SHOWN, runs.size()))) {
      String end = run.exitCode() < 0 ? "" : run.verdict() + " (" + run.exitCode() + ")";
      out.println(
          String.format(
                  Locale.ROOT,
                  "  %-24s %-20s %-10s %s %s",
                  run.id(),
                  run.name(),
                  run.state(),
                  run.startedAt(),
                  end)
              .stripTrailing());
    }
  }
}
