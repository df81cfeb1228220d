package dev.spate.cli;

import dev.spate.coordinator.report.ReportJson;
import dev.spate.coordinator.report.TextSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Prints the report of a run's directory.
final class ReportPrinter {
  static final String REPORT = "report.json";

  private ReportPrinter() {}

  /// @param colour whether the terminal likes colors
  /// @throws CliException where there is none
  static void print(Path directory, OutputFormat format, boolean colour, PrintStream out) {
    Path file = directory.resolve(REPORT);
    try {
      switch (format) {
        case text -> out.print(TextSummary.of(ReportJson.read(file), colour));
        case json -> out.println(Files.readString(file).stripTrailing());
      }
      out.flush();
    } catch (NoSuchFileException _) {
      throw new CliException(ExitCode.BROKEN, "there is no report at " + file, "");
    } catch (IOException failure) {
      throw new CliException(
          ExitCode.BROKEN, "cannot read " + file + ": " + failure.getMessage(), "", failure);
    }
  }
}
