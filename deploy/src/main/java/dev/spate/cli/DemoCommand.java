package dev.spate.cli;

import dev.spate.coordinator.report.Figures;
import dev.spate.coordinator.report.ReportJson;
import dev.spate.coordinator.report.SlotRow;
import dev.spate.node.ChildProcess;
import dev.spate.node.ProcessCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `spate demo`.
@Command(
    name = "demo",
    header = "A tour of one minute on this machine.",
    abbreviateSynopsis = true,
    description = {
      "",
      "Starts a target, a coordinator and two workers as processes of their own, on",
      "loopback. The target stalls for a second on the way; look for it in the report.",
      ""
    },
    sortOptions = false,
    footer = {"", "Example:", "  spate demo"})
final class DemoCommand extends SpateCommand {
  /// The plan's own target, which the demo's takes the place of.
  static final String PLAN_TARGET = "http://127.0.0.1:8080";

  static final String PLAN = "demo.yaml";

  private static final int WORKERS = 2;
  private static final int BAR_PER_SECOND = 30;
  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+)");
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Where the run's files go (default: ./results/RUN_ID).")
  private String out = "";

  DemoCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    say("Starting a target, a coordinator and two workers on loopback.");
    List<String> target =
        List.of(
            "target",
            "--port",
            "0",
            "--delay",
            "5ms",
            "--stall",
            "1s",
            "--stall-at",
            DemoNarrator.STALL_SECONDS + "s",
            "--stall-from",
            "request");
    try (ChildProcess process = ChildProcess.start("the target", target)) {
      String url = process.awaitLine(LISTENING, START_TIMEOUT).group(1);
      PlanFile plan = new PlanFile(PLAN, planText().replace(PLAN_TARGET, url));
      plan.parsed(world().err());
      return tour(plan, url);
    }
  }

  private int tour(PlanFile plan, String url) {
    RunOptions options = new RunOptions();
    options.out = out;
    options.workers = WORKERS;
    DemoNarrator narrator = new DemoNarrator(world().err(), progress(false));
    say("The target listens on " + url + ". The plan:");
    world().err().println(plan.text().indent(2).stripTrailing());
    World processes = world().withNodes(ProcessCluster::start);
    RunSession.Finished finished =
        new RunSession(processes, options, narrator, colorfulOut(), logLevel()).run(plan);
    say("");
    say("The stall, in timeline.csv and in report.html. A request counts from when it was due:");
    printTimeline(finished.directory().resolve(ReportPrinter.REPORT));
    return finished.exitCode();
  }

  private void printTimeline(Path report) {
    try {
      ReportJson.readTimeline(report, this::printNearTheStall);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void printNearTheStall(SlotRow row) {
    Double p50 = row.p50();
    Double p99 = row.p99();
    if (Math.abs(row.slot() - DemoNarrator.STALL_SECONDS) <= 2 && p50 != null && p99 != null) {
      say(
          String.format(
              Locale.ROOT,
              "  %s  %3d offered  p50 %7s  p99 %7s  %s",
              Figures.clock(row.slot()),
              row.offered(),
              Figures.time(p50),
              Figures.time(p99),
              "#".repeat((int) Math.ceil(p99 * BAR_PER_SECOND))));
    }
  }

  private void say(String line) {
    world().err().println(line);
  }

  static String planText() {
    try (InputStream in = DemoCommand.class.getResourceAsStream(PLAN)) {
      if (in == null) {
        throw new IllegalStateException("the plan of the demo is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
