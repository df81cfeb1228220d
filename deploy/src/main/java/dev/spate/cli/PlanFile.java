package dev.spate.cli;

import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.plan.Problem;
import dev.spate.coordinator.plan.ProblemListing;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The text of a plan and where it came from.
///
/// @param name for complaints: the file as the user named it
record PlanFile(String name, String text) {
  private static final long MAX_BYTES = 4L << 20;

  /// @throws CliException where it cannot be read
  static PlanFile read(World world, String name) {
    Path path = world.path(name);
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw CliException.invalid(name + " is larger than 4 MiB; a plan is not.", "");
      }
      return new PlanFile(name, Files.readString(path));
    } catch (NoSuchFileException _) {
      throw CliException.invalid("there is no file " + name, "It was looked for at " + path + ".");
    } catch (MalformedInputException _) {
      throw CliException.invalid(name + " is not a text in UTF-8", "");
    } catch (IOException failure) {
      throw CliException.invalid("cannot read " + name + ": " + failure.getMessage(), "");
    }
  }

  /// The plan.
  ///
  /// @throws CliException after every problem was printed, where it is none
  Plan parsed(PrintStream err) {
    return switch (PlanParser.parse(text)) {
      case ParsedPlan.Accepted(Plan plan, _) -> plan;
      case ParsedPlan.Rejected(List<Problem> problems) -> throw rejected(err, problems);
    };
  }

  /// Prints every problem with its line, a mark and a suggestion.
  CliException rejected(PrintStream err, List<Problem> problems) {
    err.print(ProblemListing.of(name, text, problems));
    return CliException.invalid(name + " cannot be run; nothing was sent", "");
  }
}
