package dev.spate.cli;

import dev.spate.coordinator.report.GithubAnnotations;
import dev.spate.coordinator.report.GithubSummary;
import dev.spate.coordinator.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// Tells GitHub Actions what came of a run, where this process is a step of a job: a page of the
/// job's summary, and annotations.
final class GithubOutput {
  private static final String IN_ACTIONS = "GITHUB_ACTIONS";
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  private GithubOutput() {}

  /// Whether this process is in such a job.
  static boolean wanted(Map<String, String> environment) {
    return "true".equals(environment.get(IN_ACTIONS));
  }

  /// What cannot be written is a complaint, and no failure.
  static void write(World world, Report report) {
    // The runner reads commands from both streams; standard output is for results.
    GithubAnnotations.of(report).forEach(world.err()::println);
    String file = world.environment().getOrDefault(SUMMARY, "");
    if (!file.isEmpty()) {
      append(world, world.path(file), GithubSummary.of(report));
    }
  }

  private static void append(World world, Path file, String page) {
    try {
      Files.writeString(file, page, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException failure) {
      world.err().println("spate: cannot write the job's summary: " + failure);
    }
  }
}
