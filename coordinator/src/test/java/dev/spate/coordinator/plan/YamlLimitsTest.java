package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that are made to cost much, and what they cost.
final class YamlLimitsTest {
  /// Generous: each of them takes well below a second on one slow core.
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final int MB = 1 << 20;

  @Test
  void refusesATextBeyondFourMegabytes() {
    String large = "# " + "x".repeat(5 * MB) + "\n" + Plans.SHORTEST;
    assertThat(parse(large))
        .containsExactly(new Problem(1, 1, "", "larger than a plan may be: 4 MB", ""));
  }

  @Test
  void readsAPlanOfAlmostFourMegabytes() {
    String large = "# " + "x".repeat(4 * MB - 1_000) + "\n" + Plans.SHORTEST;
    assertTimeoutPreemptively(DEADLINE, () -> Plans.plan(large));
  }

  static Stream<String> costlyTexts() {
    return Stream.of(
        "[".repeat(4 * MB),
        "{a: ".repeat(MB),
        "- ".repeat(2 * MB),
        "? ".repeat(2 * MB),
        "a: " + "b".repeat(4 * MB - 10),
        "a: \"" + "b".repeat(4 * MB - 10),
        "a: " + "b ".repeat(2 * MB - 10),
        "[" + "a,".repeat(2 * MB - 10) + "]",
        "k: v\n".repeat(800_000),
        "target: http://" + "/".repeat(4 * MB - 100),
        "target: " + "a".repeat(4 * MB - 100) + ":",
        "phases: [{ duration: \"1" + " ".repeat(4 * MB - 100) + "x\", arrivalRate: 1/s }]",
        "phases: [{ arrivalRate: \"1" + " ".repeat(4 * MB - 100) + "x\" }]",
        "thresholds: { failed: \"rate" + " ".repeat(4 * MB - 100) + "<\" }",
        "&a ".repeat(MB),
        "!!x ".repeat(MB),
        ":".repeat(4 * MB),
        "%".repeat(4 * MB),
        "# ".repeat(2 * MB),
        "\n".repeat(4 * MB),
        "a: |\n" + " \n".repeat(MB),
        "a: " + "-".repeat(4 * MB - 10));
  }

  @ParameterizedTest
  @MethodSource("costlyTexts")
  void answersSoonWhateverTheText(String text) {
    assertThat(parse(text)).isNotEmpty();
  }

  @Test
  void refusesABombOfAliasesWhereItGrows() {
    String bomb =
        """
        a: &a [x, x, x, x, x, x, x, x, x, x]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
        """;
    assertThat(parse(bomb))
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(5))
        .satisfies(problem -> assertThat(problem.message()).startsWith("larger than a plan"));
  }

  @Test
  void countsTheTextThatAliasesRepeat() {
    String bomb = "a: &a " + "x".repeat(MB) + "\nb: [*a, *a, *a, *a]\n";
    assertThat(parse(bomb))
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(2));
  }

  @Test
  void countsTheLevelsThatAnAliasAdds() {
    String bomb =
        "a: &a "
            + "[".repeat(30)
            + "]".repeat(30)
            + "\nb: "
            + "[".repeat(30)
            + "*a"
            + "]".repeat(30);
    assertThat(parse(bomb)).singleElement().asString().contains("nested deeper than 50 levels");
  }

  @Test
  void anAliasCannotStandForWhatItIsIn() {
    assertThat(parse("a: &a [*a]\n")).singleElement().asString().contains("*a stands for nothing");
  }

  @Test
  void stopsListingAtAHundredProblems() {
    StringBuilder plan = new StringBuilder(Plans.SHORTEST);
    for (int i = 0; i < 250; i++) {
      plan.append("unknown").append(i).append(": 1\n");
    }
    List<Problem> problems = Plans.problems(plan.toString());
    assertThat(problems).hasSize(101);
    assertThat(problems.getLast().message()).isEqualTo("and 150 more problems");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\0", "PK\u0003\u0004", "\u001f\uFFFD\b", "a: \uD800", "\uFFFE", "\u007fELF"})
  void refusesWhatIsNotText(String binary) {
    assertThat(parse(binary)).singleElement().asString().contains("cannot stand in a text");
  }

  private static List<Problem> parse(String text) {
    return assertTimeoutPreemptively(DEADLINE, () -> Plans.problems(text));
  }

  /// A text of 200 kB stands for bodies of 14 MB.
  @Test
  void refusesWhatIsTooLargeForWorkersWhenNamedFlowsAreInTheirPlaces() {
    String post = "{ post: /, body: " + "y".repeat(20_000) + " }, ";
    String plan =
        "target: http://127.0.0.1:8080\n"
            + "phases: [{ arrivalRate: 20/s, duration: 30s }]\n"
            + "flows: { ten: ["
            + post.repeat(9)
            + "{ get: / }] }\n"
            + "scenarios: { a: { flow: ["
            + "{ flow: ten }, ".repeat(80)
            + "{ get: / }] } }";
    assertThat(Plans.problems(plan))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("larger than what workers"));
  }
}
