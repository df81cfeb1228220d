package dev.spate.coordinator.compare;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spate.coordinator.report.RunsOnDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ComparisonTest {
  private static final String PLAN = "name: shop\nphases: [{name: steady, arrivalRate: 200/s}]\n";

  @TempDir Path results;

  private Path run(String id, int seconds, double factor) throws IOException {
    return RunsOnDisk.write(results, id, seconds, factor, id.hashCode() % 1_000 * 1_000, PLAN);
  }

  @Test
  void aTargetThatIsSlowerByATenthIsSaidToBe() throws IOException {
    Comparison comparison = Comparison.of(List.of(run("before", 40, 1), run("after", 40, 1.1)));

    RunPair pair = comparison.pairs().getFirst();
    assertThat(pair.outcome()).isEqualTo(RunPair.Outcome.SLOWER);
    assertThat(pair.pairs()).isEqualTo(10);
    assertThat(pair.pairSeconds()).isEqualTo(4);
    Difference p50 = pair.rows().getFirst();
    assertThat(p50.name()).isEqualTo("p50");
    assertThat(p50.baseline()).isCloseTo(0.0015, within(0.00003));
    assertThat(p50.finding())
        .isInstanceOfSatisfying(
            Difference.Tested.class,
            tested -> {
              assertThat(tested.low()).isLessThanOrEqualTo(1.1);
              assertThat(tested.high()).isGreaterThanOrEqualTo(1.1);
              assertThat(tested.ratio()).isCloseTo(1.1, within(0.01));
            });
    assertThat(comparison.roseBeyond(0.05)).isTrue();
    assertThat(comparison.roseBeyond(0.15)).isFalse();
    assertThat(pair.requests())
        .extracting(Difference::request)
        .containsSequence(
            RunsOnDisk.REQUESTS.getFirst(),
            RunsOnDisk.REQUESTS.getFirst(),
            RunsOnDisk.REQUESTS.getLast());
  }

  @Test
  void theValuesAreThoseOfTheReports() throws IOException {
    Comparison comparison = Comparison.of(List.of(run("a", 20, 1), run("b", 20, 2)));

    RunColumn column = comparison.runs().getFirst();
    for (Difference row : comparison.pairs().getFirst().rows()) {
      if (row.percent() != null) {
        var reported = requireNonNull(column.percentiles().get(Percents.key(row.percent())));
        assertThat(row.baseline()).isEqualTo(reported.value());
      }
    }
  }

  @Test
  void twoEqualTargetsDoNotDiffer() throws IOException {
    Comparison comparison = Comparison.of(List.of(run("one", 40, 1), run("two", 40, 1)));

    assertThat(comparison.pairs().getFirst().outcome()).isEqualTo(RunPair.Outcome.NO_DIFFERENCE);
    assertThat(ComparisonText.of(comparison)).startsWith("B against A: no difference found\n");
    assertThat(ComparisonText.of(comparison).lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void anEventInOnePartIsNotTakenForADifference() throws IOException {
    Path quiet = run("quiet", 40, 1);
    Path stalled = run("stalled", 40, 1);
    // Its sixth part has the response times of a target that takes 500 times as long.
    Path slow = run("slow", 40, 500);
    List<String> lines = Files.readAllLines(stalled.resolve("response_time.hlog"));
    List<String> others = Files.readAllLines(slow.resolve("response_time.hlog"));
    for (int index = 0; index < lines.size(); index++) {
      if (lines.get(index).matches("Tag=[^,]+,2[2-5]\\..*")) {
        lines.set(index, others.get(index));
      }
    }
    Files.write(stalled.resolve("response_time.hlog"), lines);

    Comparison comparison = Comparison.of(List.of(quiet, stalled));

    assertThat(comparison.roseBeyond(0)).isFalse();
    assertThat(Conclusions.of(comparison.pairs().getFirst()))
        .anyMatch(sentence -> sentence.startsWith("Over the whole runs p99 went from"));
  }

  @Test
  void shortRunsAreShownAndNotTested() throws IOException {
    Comparison comparison = Comparison.of(List.of(run("one", 9, 1), run("two", 9, 3)));

    assertThat(comparison.undecided()).isTrue();
    assertThat(Conclusions.of(comparison.pairs().getFirst()))
        .containsExactly(
            "p50, p90, p95, p99, p99.9 and requests/s are not compared: a test needs at least 10 seconds of each run.");
  }

  @Test
  void plansThatDifferAreNamed() throws IOException {
    Path one = run("one", 20, 1);
    Path two = RunsOnDisk.write(results, "two", 20, 1, 500, PLAN.replace("200/s", "300/s"));

    assertThat(Comparison.of(List.of(one, two)).remarks())
        .contains("The plans of one and two differ: phases[0].arrivalRate: 200/s, 300/s.");
  }

  @Test
  void runsAtTheSameTimeAreNoted() throws IOException {
    Path one = RunsOnDisk.write(results, "one", 20, 1, 0, PLAN);
    Path two = RunsOnDisk.write(results, "two", 20, 1, 10, PLAN);
    Path later = RunsOnDisk.write(results, "later", 20, 1, 500, PLAN);

    assertThat(Comparison.of(List.of(one, two)).remarks().getLast()).contains("at the same time");
    assertThat(Comparison.of(List.of(one, later)).remarks().getLast())
        .contains("one after the other");
  }

  @Test
  void whatIsMissingOrDamagedIsSaid() throws IOException {
    Path one = run("one", 20, 1);
    Path two = run("two", 20, 1);

    assertThatThrownBy(() -> Comparison.of(List.of(one, one)))
        .isInstanceOf(ComparisonException.class)
        .hasMessage("run one is named twice");
    assertThatThrownBy(() -> Comparison.of(List.of(one)))
        .hasMessage("a comparison is of 2 to 5 runs");
    Path log = two.resolve("response_time.hlog");
    Files.writeString(log, "Tag=x,1.000,1.000,0.1,HISTnonsense\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Comparison.of(List.of(one, two)))
        .isInstanceOf(ComparisonException.class)
        .hasMessageContaining("is damaged at interval");
    Files.delete(log);
    assertThatThrownBy(() -> Comparison.of(List.of(one, two)))
        .hasMessage("cannot read " + log + ": there is no such file");
    Files.write(two.resolve("report.json"), "{".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Comparison.of(List.of(one, two)))
        .isInstanceOf(ComparisonException.class)
        .hasMessageContaining("report.json");
  }

  @Test
  void aProgramGetsTheSame() throws IOException {
    Comparison comparison = Comparison.of(List.of(run("before", 40, 1), run("after", 40, 1.1)));

    JsonNode json = ComparisonJson.of(comparison);

    assertThat(json.path("format").asString()).isEqualTo("spate-comparison/1");
    assertThat(json.path("runs").size()).isEqualTo(2);
    JsonNode pair = json.path("comparisons").path(0);
    assertThat(pair.path("finding").asString()).isEqualTo("slower");
    JsonNode p99 = pair.path("rows").path(3);
    assertThat(p99.path("name").asString()).isEqualTo("p99");
    assertThat(p99.path("different").asBoolean()).isTrue();
    assertThat(p99.path("words").asString()).matches("p99 rose by .* % \\(.* ms to .* ms\\)\\.");
    assertThat(json.path("runs").path(0).path("points").size()).isGreaterThan(10);
  }
}
