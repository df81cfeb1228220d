package dev.spate.cli;

import picocli.CommandLine.Option;

/// What a command prints its result as.
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "What goes to standard output (default: ${DEFAULT-VALUE}).")
  OutputFormat format = OutputFormat.text;
}
