package dev.spate.cli;

import dev.spate.node.WorkerTuning;
import picocli.CommandLine.Option;

/// How workers use their machine.
final class TuningOptions {
  private static final String AUTO = "auto";
  private static final String ON = "on";

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      defaultValue = AUTO,
      description = {
        "How workers talk to the network: io_uring, epoll, nio;",
        "auto tries them for a second and takes the cheapest."
      })
  private String transport = AUTO;

  @Option(
      names = "--idle",
      paramLabel = "HOW",
      defaultValue = AUTO,
      description = {
        "Until something is due: sleep; spin (a processor a loop);",
        "hybrid: sleep, spin the last 25 µs; auto: hybrid if a",
        "processor is free beside the loops, else sleep."
      })
  private String idle = AUTO;

  @Option(
      names = "--rehearsal",
      paramLabel = "on|off",
      defaultValue = ON,
      description = {
        "Workers warm up for two seconds before they take part; off",
        "saves that where the first seconds need not be punctual."
      })
  private String rehearsal = ON;

  /// @throws CliException for a word that means nothing, or nothing here
  WorkerTuning checked() {
    WorkerTuning tuning = new WorkerTuning(transport, idle, rehearsal);
    try {
      tuning.check();
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
    return tuning;
  }

  /// Whether it leaves everything to the workers.
  boolean automatic() {
    return checked().equals(WorkerTuning.AUTO);
  }
}
