package dev.spate.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Given;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeederWordsTest {
  private static String plan(String strategy, String duration) {
    return """
    target: http://127.0.0.1:8080
    feeders: { data: { file: d.csv, strategy: %s } }
    phases: [{ arrivalRate: 2/s, duration: %s }]
    scenarios: { visit: { feeder: data, flow: [{ get: / }] } }
    """
        .formatted(strategy, duration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "circular|30s|in order, from the first again after the last",
        "random|30s|drawn for each arrival",
        "shuffle|30s|in an order drawn once, again and again",
        "queue, whenDry: drop|1s|each for one arrival; there are enough",
        "queue, whenDry: drop|30s|each for one arrival; then dry, and arrivals are dropped that want",
        "queue, whenDry: recycle|30s|each for one arrival; then used again",
      })
  void saysWhatThereIsAndHowItIsUsed(String strategy, String duration, String words) {
    Given given = Given.NOTHING.withTexts(Map.of("d.csv", "user,city\na,b\nc,d\n"));
    ParsedPlan parsed = PlanParser.parse(plan(strategy, duration), given);
    assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
    String text =
        SummaryText.of(PlanSummary.of(((ParsedPlan.Accepted) parsed).plan()), false)
            .replaceAll("\\s+", " ");
    assertThat(text).contains("Data: data: 2 records of user, city, " + words);
  }
}
