package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spate.plan.Feeder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of records that Jazzer makes up.
final class FeederFilesFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      feeders: { records: { file: FILE } }
      phases: [ { arrivalRate: 20/s, duration: 30s } ]
      scenarios: { visit: { feeder: records, flow: [ { get: / } ] } }
      """;

  private static final List<String> SAMPLES =
      List.of(
          "",
          "user,password\nanna,\"a,\"\"b\"\"\r\nc\"\n\nbert,\r",
          "a\n\"b",
          "a\n\"b\"c",
          "a,a\n1,2",
          "a,b\n1",
          ",\n,",
          "\uFEFFa\n\u00e9",
          "a\n\uFFFD",
          "userNumber\n1",
          "{\"a\": 1, \"b\": {\"c\": [null, 1e999]}}\n\n{\"b\": null, \"a\": \"x\"}\n",
          "{\"a\": 1}\n{\"b\": 1}",
          "{\"a\": 1, \"a\": 2}",
          "{\"a\": " + "[".repeat(2_000),
          "{\"a\": 1} x",
          "[1]",
          "null");

  static Stream<Arguments> samples() {
    return SAMPLES.stream().map(sample -> Arguments.of((Object) sample.getBytes(UTF_8)));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anyFile(byte[] bytes) {
    String content = new String(bytes, UTF_8);
    long startNs = System.nanoTime();
    for (String name : List.of("records.csv", "records.jsonl")) {
      String text = PLAN.replace("FILE", name);
      Given given = Given.NOTHING.withTexts(Map.of(name, content));
      ParsedPlan parsed = PlanParser.parse(text, given);
      switch (parsed) {
        case ParsedPlan.Accepted(var plan, _) -> {
          Feeder feeder = plan.feeder("records");
          assertThat(feeder.values().size() % feeder.columns().size()).isZero();
          assertThat(feeder.values()).isNotEmpty().doesNotContainNull();
        }
        case ParsedPlan.Rejected _ -> PlanOracle.check(parsed, text);
      }
    }
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }
}
