package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Instants;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.ReplayLoad;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Replays and the files that they read.
final class ReplayTest {
  private static final long SECOND_NS = Durations.SECOND_NS;
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      phases: [{ replay: { file: %s } }]
      scenarios: { visit: { flow: [{ get: / }] } }
      """;

  /// @param file its name, and what else there is to say about it
  private static ParsedPlan parse(String file, String content) {
    String name = file.replaceFirst("[, ].*", "");
    return parsed(PLAN.formatted(file), name, content);
  }

  private static ParsedPlan parsed(String plan, String file, String content) {
    return PlanParser.parse(plan, Given.NOTHING.withTexts(Map.of(file, content)));
  }

  private static Phase phase(String file, String content) {
    return accepted(parse(file, content));
  }

  private static Phase accepted(ParsedPlan parsed) {
    return switch (parsed) {
      case ParsedPlan.Accepted(Plan plan, _) -> plan.phases().getFirst();
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  private static long[] instants(Phase phase) {
    if (!(phase.load() instanceof ReplayLoad(Instants instants))) {
      throw new AssertionError(phase);
    }
    return LongStream.range(0, instants.total()).map(instants::dueNs).toArray();
  }

  private static Problem problem(String file, String content) {
    return switch (parse(file, content)) {
      case ParsedPlan.Accepted(Plan plan, _) -> throw new AssertionError(plan);
      case ParsedPlan.Rejected(var problems) -> problems.getFirst();
    };
  }

  @Test
  void aLogsArrivalsAreSpreadWithinTheirSecond() {
    String log =
        """
        ::1 - - [31/Dec/2025:23:59:59 -0100] "GET /[01/Jan/1999:00:00:00 +0000] HTTP/1.1" 200 1
        10.0.0.7 - - [01/Jan/2026:02:00:01 +0100] "GET / HTTP/1.1" 200 1 "-" "\uFFFD"
        10.0.0.7 - - [01/Jan/2026:00:59:59 +0000] "GET / HTTP/1.1" 200 1

        10.0.0.7 - - [01/Jan/2026:01:00:01 +0000] "GET / HTTP/1.1" 200 1
        10.0.0.7 - - [01/Jan/2026:01:00:01 +0000] "GET / HTTP/1.1" 200 1
        """;
    Phase phase = phase("access.log", log);
    long third = SECOND_NS / 3;
    assertThat(instants(phase))
        .containsExactly(
            0, SECOND_NS / 2, 2 * SECOND_NS, 2 * SECOND_NS + third, 2 * SECOND_NS + 2 * third);
    assertThat(phase.durationNs()).isEqualTo(3 * SECOND_NS);
    assertThat(phase("x.txt, format: accessLog", log)).isEqualTo(phase);
  }

  @Test
  void numbersMayHaveAHeadDecimalsAndCompany() {
    String csv =
        "time;path\r\n1700000002.25;/b\r\n\"1700000000.123456789\",\"/a\"\n1700000000.5\t/";
    assertThat(instants(phase("x.csv", csv))).containsExactly(0, 376_543_211, 2_126_543_211L);
    assertThat(instants(phase("x, format: milliseconds", "1500.5\n1500\n2500\n")))
        .containsExactly(0, 500_000, SECOND_NS);
  }

  @Test
  void whatCameAtOnceComesANanosecondApart() {
    assertThat(instants(phase("x", "1\n1\n1\n1.000000001"))).containsExactly(0, 1, 2, 3);
  }

  @Test
  void goesFasterOrSlower() {
    assertThat(instants(phase("x, speed: 2", "0\n4\n5")))
        .containsExactly(0, 2 * SECOND_NS, 5 * SECOND_NS / 2);
    assertThat(instants(phase("x, speed: 0.5", "0\n4"))).containsExactly(0, 8 * SECOND_NS);
  }

  @Test
  void endsWithTheSecondOfItsLastArrivalOrAfterItsDuration() {
    assertThat(phase("x", "0\n4").durationNs()).isEqualTo(5 * SECOND_NS);
    assertThat(phase("x", "0\n4.9").durationNs()).isEqualTo(5 * SECOND_NS);
    Phase cut =
        accepted(
            parsed(
                PLAN.replace("[{ replay", "[{ duration: 4s, replay").formatted("x"),
                "x",
                "0\n3\n4"));
    assertThat(cut.durationNs()).isEqualTo(4 * SECOND_NS);
    assertThat(instants(cut)).containsExactly(0, 3 * SECOND_NS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x.csv|1~one~|x.csv: line 2: does not begin with a number of seconds",
        "x, format: milliseconds|1~-1|x: line 2: does not begin with a number of milliseconds",
        "x.csv|1~9999999999999|x.csv: line 2: so many seconds are no time",
        "x.csv|time~|x.csv: has no times",
        "x.log|`` |x.log: has no times",
        "x.log|~1~|x.log: line 2: has no time such as [23/Nov/2026:13:55:36 +0000]",
        "x.log|[31/Feb/2026:13:55:36 +0000]|x.log: line 1: has no time such as"
            + " [23/Nov/2026:13:55:36 +0000]",
        "x.csv|0~2592000|x.csv: its times span more than the 30 days that a phase may last",
      })
  void saysWhatIsWrongInAFile(String file, String content, String message) {
    Problem problem = problem(file, content.replace('~', '\n'));
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.path()).isEqualTo("phases[0].replay.file");
  }

  @Test
  void refusesWhatIsTooLarge() {
    String text = "1\n".repeat(ReplayReader.MAX_FILE_BYTES / 2);
    assertThat(problem("x", text + "1").message()).contains("at most 4 MB together");
    assertThat(problem("x", text).message()).isEqualTo("x: a replay has at most 1 MB of instants");
    String half = "1\n".repeat(Instants.MAX_BYTES / 2 + 1);
    String twice =
        PLAN.replace("[{ replay", "[{ name: a, replay: { file: x } }, { replay").formatted("x");
    assertThat(parsed(twice, "x", half))
        .isInstanceOfSatisfying(
            ParsedPlan.Rejected.class,
            rejected ->
                assertThat(rejected.problems().getFirst().message())
                    .isEqualTo("the replays of a plan have at most 1 MB of instants together"));
  }

  @Test
  void asksForItsFileAndForNothingElse() {
    assertThat(PlanParser.files(PLAN.formatted("x.log"))).containsExactly("x.log");
    assertThat(PlanParser.files("phases: { replay: { file: x.csv } }")).isEmpty();
    assertThat(PlanParser.files("phases: [x, { replay: { file: [x] } }]")).isEmpty();
    assertThat(PlanParser.files("feeders: { f: { file: a } }\n" + PLAN.formatted("b")))
        .containsExactlyInAnyOrder("a", "b");
  }
}
