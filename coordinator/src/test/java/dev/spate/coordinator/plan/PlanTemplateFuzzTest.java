package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Texts with holes, conditions, captures and checks that Jazzer makes up, in every place of a plan
/// that takes some.
final class PlanTemplateFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Plans in JSON, but for one text.
  private static final List<String> PLACES =
      Stream.of(
              "{ get: /, query: { q: TEXT }, headers: { x-a: TEXT } }",
              "{ get: TEXT }",
              "{ post: /, body: TEXT }",
              "{ post: /, json: { a: TEXT, b: [TEXT] } }",
              "{ post: /, form: { a: TEXT }, auth: { basic: { user: TEXT, password: TEXT } } }",
              "{ set: { b: TEXT } }, { log: TEXT }, { get: '/${b}' }",
              "{ if: TEXT, then: [{ get: / }] }",
              "{ loop: { while: TEXT, atMost: 2 }, do: [{ get: / }] }",
              "{ get: /, capture: { c: { jsonPath: TEXT } } }",
              "{ get: /, capture: { c: { regex: TEXT, group: 0 } } }",
              "{ get: /, capture: { c: { css: TEXT } } }",
              "{ get: /, check: { body: { matches: TEXT }, header: { x: TEXT } } }",
              "{ get: /, check: { jsonPath: { TEXT: 1 } } }",
              "{ get: /, check: { size: TEXT, time: TEXT } }",
              "{ think: TEXT }, { get: / }")
          .map(steps ->
              """
              target: http://127.0.0.1:8080
              variables: { a: "1" }
              phases: [ { arrivalRate: 20/s, duration: 30s } ]
              scenarios: { visit: { flow: [ %s ] } }
              """
                  .formatted(steps))
          .toList();

  private static final List<String> SAMPLES =
      List.of(
          "",
          "/x",
          "${a}",
          "/${upper(concat(a, \"-\", 'b', base64(a)))}?q=${randomInt(1, 5)}",
          "$${a}${hmac('sha256', a, \"\\\"\")}",
          "${json(a)}",
          "${env(\"HOME\")}",
          "${a",
          "${",
          "${a(}",
          "${randomString(99999999999999999999)}",
          "${randomInt(-9223372036854775808, 9223372036854775807)}",
          "${a} == 'b' and not (${a} matches '^(a*)*$' or ${a} >= 1e3)",
          "${a} contains",
          "(((((((((((((((((((((((((((((((((((${a}",
          "not not not not not not ${a}",
          "$.items[?(@.a == 'b' && length(@.c) > 1)]..d",
          "$..*..*..*",
          "(a*)*b",
          "(?<n>[^\\x00-\\x{10FFFF}]){1000}{1000}",
          "a > b:nth-child(2n+1):has(c)",
          "<10kB",
          "1s..3s",
          "exponential(2s)",
          "\u0000\uD83D\uFEFF\u2028");

  static Stream<Arguments> samples() {
    return SAMPLES.stream().map(sample -> Arguments.of((Object) sample.getBytes(UTF_8)));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anyTextInAnyPlace(byte[] bytes) {
    String text = JSON.writeValueAsString(new String(bytes, UTF_8));
    long startNs = System.nanoTime();
    for (String place : PLACES) {
      String plan = place.replace("TEXT", text);
      PlanOracle.check(PlanParser.parse(plan), plan);
    }
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }
}
