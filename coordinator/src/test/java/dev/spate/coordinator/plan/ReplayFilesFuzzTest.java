package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spate.plan.Instants;
import dev.spate.plan.Octets;
import dev.spate.plan.ReplayLoad;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files of recorded times that Jazzer makes up.
final class ReplayFilesFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      phases: [ { replay: { file: times, format: FORMAT, speed: 0.37 } } ]
      scenarios: { visit: { flow: [ { get: / } ] } }
      """;

  private static final List<String> SAMPLES =
      List.of(
          "",
          "\n\r\n",
          "time\n1\n\"2.5\";x\n0.000000001\t",
          "1e99\n1e99",
          "0\n2592000000",
          "9999999999999.999999999999999999999999999999",
          "\uFEFF1\n1\n1",
          "10.0.0.7 - - [23/Nov/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n[",
          "[31/Dec/9999:23:59:59 -1800]",
          "[99/Foo/0000:99:99:99 +9999]",
          "[".repeat(2_000));

  static Stream<Arguments> samples() {
    return SAMPLES.stream().map(sample -> Arguments.of((Object) sample.getBytes(UTF_8)));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anyFile(byte[] bytes) {
    long startNs = System.nanoTime();
    Given given = Given.NOTHING.withFiles(Map.of("times", Octets.of(bytes)));
    for (RecordedTimes.Format format : RecordedTimes.Format.values()) {
      String text = PLAN.replace("FORMAT", format.id());
      ParsedPlan parsed = PlanParser.parse(text, given);
      switch (parsed) {
        case ParsedPlan.Accepted(var plan, _) ->
            assertThat(plan.phases().getFirst().load())
                .isInstanceOfSatisfying(
                    ReplayLoad.class,
                    load ->
                        assertThat(Instants.unpacked(load.instants().packed()))
                            .isEqualTo(load.instants()));
        case ParsedPlan.Rejected _ -> PlanOracle.check(parsed, text);
      }
    }
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }
}
