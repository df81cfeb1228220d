package dev.spate.cli;

import dev.spate.client.CoordinatorClient;
import dev.spate.coordinator.compare.Comparison;
import dev.spate.coordinator.compare.ComparisonException;
import dev.spate.coordinator.compare.ComparisonJson;
import dev.spate.coordinator.compare.ComparisonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate compare`.
@Command(
    name = "compare",
    sortOptions = false,
    header = "Compares finished runs: what differs, and how sure that is.",
    abbreviateSynopsis = true,
    description = {""},
    footer = {
      "",
      "Example:",
      "  spate compare 20261122-101500-abcd 20261122-103000-efgh",
      "  spate compare before/ after/ --fail-on-regression 5"
    })
final class CompareCommand extends SpateCommand {
  private static final List<String> FILES =
      List.of("report.json", "plan.yaml", "response_time.hlog");

  @Parameters(
      paramLabel = "RUN",
      arity = "2..*",
      description = {
        "2 to 5 runs, the baseline first: directories, or ids of",
        "runs in ./results."
      })
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT[,...]",
      description = "The runs are ids of a coordinator's runs.")
  private @Nullable String cluster;

  @Mixin private final FormatOption output = new FormatOption();

  @Option(
      names = "--fail-on-regression",
      paramLabel = "PERCENT",
      description = {
        "Exit with 99 where a percentile of the response time rose",
        "for sure by more than this, and with 123 where nothing can",
        "be said."
      })
  private @Nullable Double failOnRegression;

  CompareCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    if (failOnRegression != null && !(failOnRegression >= 0 && failOnRegression <= 1_000_000)) {
      throw CliException.invalid("--fail-on-regression is a percentage, 0 or more", "");
    }
    Comparison comparison = comparison();
    world()
        .out()
        .println(
            switch (output.format) {
              case text -> ComparisonText.of(comparison).stripTrailing();
              case json -> ComparisonJson.text(comparison);
            });
    return exitCode(comparison).code();
  }

  private ExitCode exitCode(Comparison comparison) {
    if (failOnRegression == null) {
      return ExitCode.PASSED;
    }
    if (comparison.roseBeyond(failOnRegression / 100)) {
      return ExitCode.THRESHOLDS_FAILED;
    }
    return comparison.undecided() ? ExitCode.INCONCLUSIVE : ExitCode.PASSED;
  }

  private Comparison comparison() {
    if (runs.size() > Comparison.MOST_RUNS) {
      throw CliException.invalid(
          "a comparison is of at most " + Comparison.MOST_RUNS + " runs",
          "Leave out " + (runs.size() - Comparison.MOST_RUNS) + " of them.");
    }
    try {
      return cluster == null
          ? Comparison.of(runs.stream().map(run -> RunPlace.reported(world(), run)).toList())
          : ofCluster(cluster);
    } catch (ComparisonException failure) {
      throw new CliException(ExitCode.INVALID, String.valueOf(failure.getMessage()), "", failure);
    }
  }

  /// The files that it takes are copied here for as long as it takes.
  private Comparison ofCluster(String addresses) {
    try {
      Path copies = Files.createTempDirectory("spate-compare");
      try (CoordinatorClient client = ClusterOption.client(addresses)) {
        List<Path> directories = new ArrayList<>();
        for (String run : runs) {
          directories.add(copy(client, run, copies.resolve(Integer.toString(directories.size()))));
        }
        return Comparison.of(directories);
      } finally {
        delete(copies);
      }
    } catch (IOException failure) {
      throw new CliException(
          ExitCode.BROKEN, "cannot copy the runs here: " + failure.getMessage(), "", failure);
    }
  }

  private static Path copy(CoordinatorClient client, String run, Path directory)
      throws IOException {
    Files.createDirectory(directory);
    List<String> there = client.files(run);
    for (String name : FILES) {
      if (there.contains(name)) {
        client.download(run, name, directory.resolve(name));
      }
    }
    return directory;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
