package dev.spate.cli;

import dev.spate.coordinator.history.Journal;
import dev.spate.coordinator.history.JournalEnd;
import dev.spate.coordinator.history.JournalException;
import dev.spate.coordinator.report.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate report`.
@Command(
    name = "report",
    sortOptions = false,
    header = "Shows the report of a finished run again.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {
      "",
      "Example:",
      "  spate report results/20261122-101500-abc --format json",
      "  spate report 20261122-101500-abc --rebuild"
    })
final class ReportCommand extends SpateCommand {
  static final String JOURNAL = "journal.pb";
  private static final String DAMAGED = "journal.damaged.pb";

  @Parameters(
      paramLabel = "RUN",
      description = "The run's directory, or its id where that is in ./results.")
  private String run = "";

  @Mixin private final FormatOption output = new FormatOption();

  @Option(
      names = "--rebuild",
      description = "Write all files of the run again from its journal first.")
  private boolean rebuild;

  ReportCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    Path directory = directory();
    boolean reported = Files.exists(directory.resolve(ReportPrinter.REPORT));
    if (rebuild || !reported) {
      rebuild(directory);
    }
    ReportPrinter.print(directory, output.format, colorfulOut(), world().out());
    return ExitCode.PASSED.code();
  }

  private Path directory() {
    for (Path candidate : RunPlace.candidates(world(), run)) {
      if (Files.exists(candidate.resolve(ReportPrinter.REPORT))
          || Files.exists(candidate.resolve(JOURNAL))) {
        return candidate;
      }
      if (Files.exists(candidate.resolve(DAMAGED))) {
        throw new CliException(
            ExitCode.BROKEN,
            "the journal of this run was damaged, and there is no report of it",
            "The coordinator that found it so renamed it: " + candidate.resolve(DAMAGED));
      }
    }
    throw CliException.invalid(
        "there is no run at " + run, "Name a directory with a report.json or a journal.pb in it.");
  }

  private void rebuild(Path directory) {
    Path journal = directory.resolve(JOURNAL);
    if (!Files.exists(journal)) {
      throw CliException.invalid("there is no journal in " + directory, "");
    }
    List<JournalEnd> ends = new ArrayList<>(); // it is read more than once
    try {
      RunFiles.write(directory, events -> ends.add(Journal.read(journal, events)));
    } catch (JournalException failure) {
      throw new CliException(
          ExitCode.BROKEN,
          "cannot make the report again: " + failure.getMessage(),
          "The files of the run are as they were.",
          failure);
    } catch (IOException failure) {
      throw new CliException(
          ExitCode.BROKEN,
          "cannot write the files in " + directory + ": " + failure.getMessage(),
          "",
          failure);
    }
    if (ends.getLast().torn()) {
      world()
          .err()
          .printf(
              "The journal ends in %d bytes of an event that was being written as its coordinator"
                  + " died: they are left out.%n",
              ends.getLast().tornBytes());
    }
  }
}
