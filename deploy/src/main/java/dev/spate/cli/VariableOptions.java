package dev.spate.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/// The plan's variables on the command line.
final class VariableOptions {
  @Option(
      names = "-e",
      paramLabel = "KEY=VALUE",
      description = "A value for a variable of the plan (repeatable).")
  Map<String, String> variables = new LinkedHashMap<>();
}
