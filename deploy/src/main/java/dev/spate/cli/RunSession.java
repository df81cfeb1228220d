package dev.spate.cli;

import dev.spate.client.ClientException;
import dev.spate.client.CoordinatorClient;
import dev.spate.client.RunEnd;
import dev.spate.client.Submission;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.node.HostPort;
import dev.spate.node.LocalCluster;
import dev.spate.node.LocalClusterSettings;
import dev.spate.node.NodeException;
import dev.spate.node.WorkerWait;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs a plan from its text to the exit code. The same for every cluster: only how its nodes are
/// started differs.
final class RunSession {
  /// What shells use for a process that ended by Ctrl-C; nothing was reported.
  private static final int QUIT = 130;

  private static final String NO_REPORT = "the run has ended, but there is no report of it: ";

  /// How much longer than its workers go on without one a coordinator is looked for.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final World world;
  private final RunOptions options;
  private final ProgressView progress;
  private final boolean colour;
  private final String logLevel;

  /// @param colour whether standard output likes colors
  /// @param logLevel of the processes that it starts
  RunSession(
      World world, RunOptions options, ProgressView progress, boolean colour, String logLevel) {
    this.world = world;
    this.options = options;
    this.progress = progress;
    this.colour = colour;
    this.logLevel = logLevel;
  }

  /// What came of it.
  ///
  /// @param directory of the run's files
  record Finished(int exitCode, Path directory) {}

  /// Runs the plan, and prints the report.
  Finished run(PlanFile plan) {
    // What is refused is refused before anything is started.
    var _ = options.sampleErrors();
    var _ = options.webhook.webhook();
    var _ = options.otlp.receiver();
    RunDirectory directory = new RunDirectory(world, options.out);
    return options.cluster.isEmpty() ? runHere(plan, directory) : runThere(plan, directory);
  }

  private Finished runThere(PlanFile plan, RunDirectory directory) {
    if (options.workers > 0 || !options.allowTargets.isEmpty() || !options.tuning.automatic()) {
      throw CliException.invalid(
          "--workers, --allow-targets, --transport and --idle are about workers that this command"
              + " starts; with --cluster it starts none",
          "Say them where the workers are started.");
    }
    if (options.otlp.receiver() != null) {
      throw CliException.invalid(
          "--otlp is about a coordinator that this command starts; with --cluster it starts none",
          "Say it where the coordinator is started.");
    }
    try (CoordinatorClient client = ClusterOption.client(options.cluster)) {
      directory.prepare();
      awaitWorkers(client);
      Followed followed = follow(client, plan, () -> {});
      return report(download(directory, client, followed), followed);
    }
  }

  /// Where even that fails, why there is no report is still the first thing to know.
  private static Path download(RunDirectory directory, CoordinatorClient client, Followed run) {
    try {
      return directory.download(client, run.run());
    } catch (ClientException failure) {
      if (run.end().problem().isEmpty()) {
        throw failure;
      }
      throw new CliException(
          ExitCode.BROKEN,
          NO_REPORT + run.end().problem(),
          "Its journal is with the coordinator, for " + failure.getMessage(),
          failure);
    }
  }

  private void awaitWorkers(CoordinatorClient client) {
    try {
      WorkerWait.await(client, options.expectWorkers, () -> {});
    } catch (NodeException late) {
      throw new CliException(
          ExitCode.TOO_FEW_WORKERS, String.valueOf(late.getMessage()), "See spate status.", late);
    }
  }

  /// The address of a coordinator's API.
  static HostPort clusterAddress(String text) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
  }

  private Finished runHere(PlanFile plan, RunDirectory directory) {
    if (options.workers < 0 || options.workers > LocalClusterSettings.MAX_WORKER_PROCESSES) {
      throw CliException.invalid(
          "--workers is 0 to " + LocalClusterSettings.MAX_WORKER_PROCESSES, "");
    }
    if (options.expectWorkers > 0) {
      throw CliException.invalid(
          "--expect-workers waits for the workers of a cluster; without --cluster there is none",
          "Say --cluster HOST:PORT, or start N workers here with --workers N.");
    }
    directory.prepare();
    LocalClusterSettings settings =
        new LocalClusterSettings(
            options.workers,
            directory.results(),
            options.allowTargets,
            options.tuning.checked(),
            logLevel,
            options.otlp.receiver());
    try (LocalCluster cluster = world.nodes().start(settings);
        CoordinatorClient client = new CoordinatorClient(cluster.api())) {
      Followed followed = follow(client, plan, cluster::kill);
      return report(directory.keep(followed.run()), followed);
    }
  }

  /// @param run its id
  private record Followed(String run, RunEnd end, boolean interrupted) {}

  private Followed follow(CoordinatorClient client, PlanFile plan, Runnable kill) {
    String run = submit(client, plan);
    if (!options.quiet) {
      world.err().println("Run " + run);
    }
    AtomicInteger interrupts = new AtomicInteger();
    try (Signals.Registration _ =
        world
            .signals()
            .handle(() -> onInterrupt(client, run, interrupts.incrementAndGet(), kill))) {
      RunEnd end =
          client.follow(run, new Watching(world.err(), progress), PATIENCE.plus(graceOf(plan)));
      progress.onEnd();
      return new Followed(run, end, interrupts.get() > 0);
    }
  }

  /// What the coordinator makes of the plan counts; this one may be of another version.
  private static Duration graceOf(PlanFile plan) {
    return Duration.ofNanos(
        plan.parsed() instanceof ParsedPlan.Accepted(Plan read, _)
            ? read.workers().orphanGraceNs()
            : Workers.DEFAULT_ORPHAN_GRACE_NS);
  }

  private String submit(CoordinatorClient client, PlanFile plan) {
    return switch (client.submit(
        plan.text(), plan.given(), "", options.tags, options.sampleErrors())) {
      case Submission.Accepted(String run) -> run;
      case Submission.Rejected rejected -> throw plan.rejected(world.err(), rejected.problems());
      case Submission.Refused(String reason) ->
          throw new CliException(
              ExitCode.BROKEN,
              "the coordinator refused the run: " + reason,
              "See spate status, and spate stop RUN.");
    };
  }

  private void onInterrupt(CoordinatorClient client, String run, int number, Runnable kill) {
    progress.onEnd();
    if (number > 1) {
      kill.run();
      world.signals().quit(QUIT);
      return;
    }
    world.err().println("Stopping; the report follows. Once more to quit at once.");
    try {
      client.stop(run);
    } catch (ClientException failure) {
      world.err().println("spate: " + failure.getMessage());
    }
  }

  private Finished report(Path directory, Followed followed) {
    // A report that is there all the same is that of an earlier run.
    boolean failed = !followed.end().problem().isEmpty();
    if (failed || !Files.exists(directory.resolve(ReportPrinter.REPORT))) {
      throw unreported(directory, followed.end());
    }
    ReportPrinter.print(directory, options.format, colour, world.out());
    new Announcement(world, options.webhook.webhook()).make(directory);
    if (!options.quiet) {
      world.err().println("Files: " + shown(directory));
    }
    int code = followed.end().exitCode();
    boolean stopped = followed.interrupted() && code == ExitCode.PASSED.code();
    return new Finished(stopped ? ExitCode.INTERRUPTED.code() : code, directory);
  }

  private CliException unreported(Path directory, RunEnd end) {
    String reason = end.problem().isEmpty() ? "the coordinator's log says why" : end.problem();
    boolean recorded = Files.exists(directory.resolve(ReportCommand.JOURNAL));
    return new CliException(
        ExitCode.BROKEN,
        NO_REPORT + reason,
        recorded
            ? "Its journal is there: make the report with spate report "
                + shown(directory)
                + " --rebuild"
            : "");
  }

  private String shown(Path directory) {
    return directory.startsWith(world.directory())
        ? "./" + world.directory().relativize(directory)
        : directory.toString();
  }
}
