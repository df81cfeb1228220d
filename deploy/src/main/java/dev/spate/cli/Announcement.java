package dev.spate.cli;

import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Who else is told when a run has ended: GitHub Actions, where this is a step of a job, and a
/// webhook. That somebody cannot be told is a complaint, and changes nothing about the run.
record Announcement(World world, Optional<Webhook> webhook) {
  /// @param directory of the run, with its report
  void make(Path directory) {
    boolean inActions = GithubOutput.wanted(world.environment());
    if (!inActions && webhook.isEmpty()) {
      return;
    }
    try {
      Report report = ReportJson.read(directory.resolve(ReportPrinter.REPORT));
      if (inActions) {
        GithubOutput.write(world, report);
      }
      webhook.ifPresent(hook -> hook.tell(report, world.err()));
    } catch (IOException failure) {
      world.err().println("spate: nobody else was told of the run: " + failure.getMessage());
    }
  }
}
