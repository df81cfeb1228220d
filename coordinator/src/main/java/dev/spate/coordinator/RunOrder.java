package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// What a run is to be.
///
/// @param epoch of its commands, above that of every earlier run as far as it is known
/// @param directory of its files
/// @param resumed whether another process began it
record RunOrder(
    RunEvent.Opened opened, long epoch, RunLimits limits, Path directory, boolean resumed) {
  private static final RandomGenerator RANDOM = new SecureRandom();

  /// A run that begins now, in a directory of its own.
  ///
  /// @throws IOException where that cannot be made
  static RunOrder begin(CoordinatorSettings settings, Coordinator.Submit submit, long epoch)
      throws IOException {
    Instant now = Instant.now();
    String run = RunId.of(now, RANDOM);
    Path directory = Files.createDirectories(settings.results().resolve(run));
    RunEvent.Opened opened =
        new RunEvent.Opened(
            run,
            now,
            named(submit.plan(), submit.name()),
            submit.planText(),
            submit.tags(),
            settings.version());
    return new RunOrder(opened, epoch, settings.limits(), directory, false);
  }

  private static Plan named(Plan plan, String name) {
    return name.isBlank()
        ? plan
        : new Plan(
            name,
            plan.target(),
            plan.seed(),
            plan.lanes(),
            plan.http(),
            plan.phases(),
            plan.scenarios(),
            plan.thresholds(),
            plan.workers(),
            plan.gracefulStopNs(),
            plan.feeders(),
            plan.once());
  }

  /// A run that goes on.
  static RunOrder resume(CoordinatorSettings settings, UnfinishedRun run, long epoch) {
    return new RunOrder(run.opened(), epoch, settings.limits(), run.directory(), true);
  }

  String run() {
    return opened.run();
  }

  /// The run as it is before it says more of itself.
  RunSummary summary(RunPhase phase) {
    return new RunSummary(run(), opened.plan().name(), phase, opened.at(), null);
  }
}
