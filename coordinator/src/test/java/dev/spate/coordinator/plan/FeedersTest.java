package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Feed;
import dev.spate.plan.Feeder;
import dev.spate.plan.Octets;
import dev.spate.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Feeders and the files that they read.
final class FeedersTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      feeders: { data: { file: %s } }
      phases: [{ arrivalRate: 20/s, duration: 30s }]
      scenarios: { visit: { feeder: data, flow: [{ get: / }] } }
      """;

  private static ParsedPlan parse(String file, String content) {
    return PlanParser.parse(PLAN.formatted(file), Given.NOTHING.withTexts(Map.of(file, content)));
  }

  private static Plan plan(String file, String content) {
    return switch (parse(file, content)) {
      case ParsedPlan.Accepted(Plan plan, _) -> plan;
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  private static Feeder read(String file, String content) {
    return plan(file, content).feeders().getFirst();
  }

  private static Problem problem(String file, String content) {
    return switch (parse(file, content)) {
      case ParsedPlan.Accepted(Plan plan, _) -> throw new AssertionError(plan);
      case ParsedPlan.Rejected(var problems) -> problems.getFirst();
    };
  }

  @Test
  void readsQuotesAndLineEndsAsRfc4180HasThem() {
    Feeder feeder = read("d.csv", "\uFEFFa,b\r\n\"x, \"\"y\"\"\",\r\n\n\"two\nlines\",\u00fc");
    assertThat(feeder.columns()).containsExactly("a", "b");
    assertThat(feeder.values()).containsExactly("x, \"y\"", "", "two\nlines", "\u00fc");
    assertThat(feeder.strategy()).isEqualTo(Feeder.Strategy.CIRCULAR);
  }

  @Test
  void readsJsonLinesWithKeysInAnyOrder() {
    Feeder feeder =
        read("d.jsonl", "{\"a\": \"x\", \"b\": 1.50}\n\n{\"b\": null, \"a\": {\"c\": [true]}}\n");
    assertThat(feeder.columns()).containsExactly("a", "b");
    assertThat(feeder.values()).hasSize(4).startsWith("x").endsWith("{\"c\":[true]}", "");
  }

  @Test
  void aScenarioBeginsWithItsRecord() {
    assertThat(plan("d.csv", "a\n1\n").scenarios().getFirst().flow().getFirst())
        .isEqualTo(new Feed("data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "d.csv|a,b~1,2~3~|d.csv: line 3: has 1 value, but there are 2 columns",
        "d.csv|a~\"x~y|d.csv: line 2: a quote is not closed",
        "d.csv|a~\"x\"y~|d.csv: line 2: a quote is closed in the middle of a value",
        "d.csv|a,a~1,2|d.csv: line 1: two columns have the same name",
        "d.csv|a b~1|d.csv: line 1: the column \"a b\" cannot be a variable",
        "d.csv|userNumber~1|d.csv: line 1: the column \"userNumber\" cannot be a variable",
        "d.csv|a~|d.csv: has no records",
        "d.jsonl|{\"a\":1}~[2]|d.jsonl: line 2: is not a JSON object",
        "d.jsonl|{\"a\":1}~{\"b\":2}|d.jsonl: line 2: has other keys than the first record",
        "d.jsonl|{\"a\":1,\"a\":2}|d.jsonl: line 1: is not a JSON object",
        "d.xml|<a/>|a feeder's file ends in .csv, .jsonl or .ndjson, not in .xml",
      })
  void saysWhatIsWrongInAFile(String file, String content, String message) {
    Problem problem = problem(file, content.replace('~', '\n'));
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.path()).isEqualTo("feeders.data.file");
  }

  @Test
  void refusesWhatIsNoText() {
    Given bytes = Given.NOTHING.withFiles(Map.of("d.csv", Octets.of(new byte[] {'a', '\n', -1})));
    assertThat(PlanParser.parse(PLAN.formatted("d.csv"), bytes))
        .isInstanceOfSatisfying(
            ParsedPlan.Rejected.class,
            rejected ->
                assertThat(rejected.problems().getFirst().message())
                    .isEqualTo("d.csv: is not a text in UTF-8"));
  }

  @Test
  void refusesWhatIsTooLarge() {
    String large = "a\n" + "x".repeat(Feeder.MAX_CHARACTERS);
    assertThat(problem("d.csv", large).message()).contains("at most 1 MB");
  }

  @Test
  void asksForItsFilesAndForNothingElse() {
    assertThat(PlanParser.files(PLAN.formatted("d.csv"))).containsExactly("d.csv");
    assertThat(PlanParser.files("http: { file: x.csv }")).isEmpty();
    assertThat(PlanParser.files("a: [")).isEmpty();
  }

  @Test
  void whatIsInAFileIsKeptNowhere() {
    Plan masked = PlanSecrets.masked(plan("d.csv", "user,password\nanna,s3cret\nberta,b\n"));
    assertThat(masked.feeders().getFirst().values()).isEqualTo(List.of("***", "***"));
    assertThat(PlanSecrets.masked(masked)).isEqualTo(masked);
  }
}
