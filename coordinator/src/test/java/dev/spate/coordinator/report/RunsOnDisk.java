package dev.spate.coordinator.report;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.Draws;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Directories of finished runs, as a coordinator leaves them, for tests elsewhere.
public final class RunsOnDisk {
  /// The requests that each of them has, in turn.
  public static final List<String> REQUESTS = List.of("list products", "GET /a,b?c=100%");

  private RunsOnDisk() {}

  /// 200 requests a second, after 2 s of warm-up: from 1 to 2 ms each, times a factor.
  ///
  /// @param id of the run, and the name of its directory
  /// @param seconds outside warm-up
  /// @param startedSeconds after the start of other runs
  /// @return its directory
  public static Path write(
      Path results, String id, int seconds, double factor, int startedSeconds, String planText)
      throws IOException {
    var plan =
        Plans.plan(
            List.of(Plans.warmup("warmup", 50, 2), Plans.steady("steady", 200, seconds)),
            REQUESTS,
            List.of(),
            0);
    SimulatedRun run =
        new SimulatedRun(plan, 2)
            .named(id, SimulatedRun.START.plusSeconds(startedSeconds), planText)
            .target((_, _, due, n) ->
                Answer.after(
                    due < 2_000_000_000L
                        ? 1
                        : factor
                            * (1_000_000
                                + Draws.below(Draws.bits(n + id.hashCode(), due), 1_000_000))
                            / 1e9));
    Path directory = results.resolve(id);
    RunFiles.write(directory, run::forEach);
    ReportSchema.check(directory.resolve("report.json"));
    return directory;
  }
}
