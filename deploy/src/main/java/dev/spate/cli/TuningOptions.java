package dev.spate.cli;

import dev.spate.node.WorkerTuning;
import picocli.CommandLine.Option;

/// How workers use their machine.
final class TuningOptions {
  private static final String AUTO = "auto";

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

  /// @throws CliException for a word that means nothing, or nothing here
  WorkerTuning checked() {
    WorkerTuning tuning = new WorkerTuning(transport, idle);
    try {
      tuning.check();
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
    return tuning;
  }

  /// Whether it leaves everything to the workers.
  boolean automatic() {
    return transport.equals(AUTO) && idle.equals(AUTO);
  }
}
