package dev.spate.cli;

import dev.spate.coordinator.plan.Given;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.coordinator.plan.Problem;
import dev.spate.coordinator.plan.ProblemListing;
import dev.spate.plan.Feeder;
import dev.spate.plan.Octets;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text of a plan and where it came from.
///
/// @param name for complaints: the file as the user named it
/// @param given what this command says about it
record PlanFile(String name, String text, Given given) {
  private static final long MAX_BYTES = 4L << 20;
  private static final Pattern ENV =
      Pattern.compile("env\\(\\s*\\\\?[\"']([A-Za-z_][A-Za-z0-9_]*)");

  /// One that needs nothing from here.
  PlanFile(String name, String text) {
    this(name, text, Given.NOTHING);
  }

  /// @param variables values in place of the plan's
  /// @throws CliException where it cannot be read
  static PlanFile read(World world, String name, Map<String, String> variables) {
    Path path = world.path(name);
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw CliException.invalid(name + " is larger than 4 MiB; a plan is not.", "");
      }
      String text = Files.readString(path);
      return new PlanFile(name, text, new Given(variables, asked(world, text), files(path, text)));
    } catch (NoSuchFileException _) {
      throw CliException.invalid("there is no file " + name, "It was looked for at " + path + ".");
    } catch (MalformedInputException _) {
      throw CliException.invalid(name + " is not a text in UTF-8", "");
    } catch (IOException failure) {
      throw CliException.invalid("cannot read " + name + ": " + failure.getMessage(), "");
    }
  }

  /// What is in the files that the plan names; those that cannot be read are left to its reader to
  /// complain of. No more is read of one than shows that it is too large.
  private static Map<String, Octets> files(Path plan, String text) {
    Map<String, Octets> files = new HashMap<>();
    for (String name : PlanParser.files(text)) {
      try (InputStream in = Files.newInputStream(plan.resolveSibling(name))) {
        files.put(name, Octets.of(in.readNBytes(4 * Feeder.MAX_CHARACTERS + 4)));
      } catch (IOException | InvalidPathException _) {
        // The reader says that it is not there.
      }
    }
    return files;
  }

  /// What the text names of the environment, and nothing else: it leaves this process.
  private static Map<String, String> asked(World world, String text) {
    Map<String, String> asked = new HashMap<>();
    Matcher env = ENV.matcher(text);
    while (env.find()) {
      String value = world.environment().get(env.group(1));
      if (value != null) {
        asked.put(env.group(1), value);
      }
    }
    return asked;
  }

  /// The plan, read as it will be where it is submitted.
  ParsedPlan parsed() {
    return PlanParser.parse(text, given);
  }

  /// The plan.
  ///
  /// @throws CliException after every problem was printed, where it is none
  Plan parsed(PrintStream err) {
    return switch (parsed()) {
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
