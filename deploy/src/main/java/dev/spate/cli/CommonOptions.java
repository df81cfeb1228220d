package dev.spate.cli;

import picocli.CommandLine.Option;

/// What every command takes.
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 90,
      description = "Show this help.")
  boolean help;

  @Option(names = "--debug", order = 91, description = "Show stack traces.")
  boolean debug;

  @Option(
      names = "--no-color",
      order = 92,
      description = "No colors; so does the environment variable NO_COLOR.")
  boolean noColor;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      order = 93,
      defaultValue = "warn",
      description = "error, warn, info, debug or trace (default: ${DEFAULT-VALUE}).")
  String logLevel = "warn";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      order = 94,
      description = "A file of 'option = value' lines; flags and SPATE_* variables win over it.")
  String config = "";

  @Option(
      names = "--show-config",
      order = 95,
      description = "Print what is in force and where it comes from, and do nothing.")
  boolean showConfig;
}
