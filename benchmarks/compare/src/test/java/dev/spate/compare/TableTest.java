package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TableTest {
  private static final Machine MACHINE = new Machine(Map.of("kernel", "Linux 6"));
  private static final Finding.Row CLOSED =
      Finding.Row.of(
              "closed",
              "per CPU-second",
              Unit.REQUESTS_PER_CPU_SECOND,
              new Samples(List.of(150_000.0, 100_000.0, 120_000.0)))
          .beside("wrk", new Samples(List.of(100_000.0, 100_000.0, 100_000.0)));
  private static final Finding.Row LAG =
      Finding.Row.of("open", "lag p99", Unit.MICROSECONDS, Samples.of(250)).with(Goal.atMost(200));
  private static final List<Finding> FINDINGS =
      List.of(
          CLOSED.with(Goal.ratioAtLeast(1.15)),
          Finding.Row.of("closed", "per second", Unit.REQUESTS_PER_SECOND, Samples.of(5)),
          LAG,
          new Finding.Skipped("HTTP/2", "not yet"),
          new Finding.Failed("TLS", "it broke"));

  @Test
  void judgesTheMedianOfTheRatiosOrOfOurFigures() {
    assertThat(CLOSED.with(Goal.ratioAtLeast(1.2)).verdict()).isEqualTo("met");
    assertThat(CLOSED.with(Goal.ratioAtLeast(1.21)).verdict()).isEqualTo("missed");
    assertThat(CLOSED.with(Goal.atLeast(120_001)).verdict()).isEqualTo("missed");
    assertThat(LAG.verdict()).isEqualTo("missed");
    assertThat(LAG.with(Goal.atMost(250)).verdict()).isEqualTo("met");
    assertThat(CLOSED.verdict()).isEmpty();
  }

  @Test
  void aTableForATerminal() {
    String text = new Table(false).show(MACHINE, Options.parse(), FINDINGS);
    assertThat(text)
        .contains("kernel: Linux 6")
        .containsPattern(
            "per CPU-second +120,000 +wrk 100,000 +1\\.20 \\(1\\.00 to 1\\.50\\) +≥ 1\\.15 × +met")
        .containsPattern("lag p99 +250\\.00 µs +≤ 200\\.00 µs +missed")
        .contains("SKIPPED: not yet")
        .contains("FAILED: it broke")
        .containsOnlyOnce("closed\n");
  }

  @Test
  void aTableOfMarkdownHasAsManyCellsInEachRow() {
    String text = new Table(true).show(MACHINE, Options.parse(), FINDINGS);
    List<String> rows = text.lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows).hasSize(2 + FINDINGS.size());
    assertThat(rows).allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|')).hasSize(8));
  }

  @Test
  void jsonHasEveryRound() {
    ObjectNode tree = JsonResults.tree(MACHINE, Options.parse(), FINDINGS);
    assertThat(tree.at("/findings/0/spate/rounds").size()).isEqualTo(3);
    assertThat(tree.at("/findings/0/ratio/median").asDouble()).isEqualTo(1.2);
    assertThat(tree.at("/findings/0/met").asBoolean()).isTrue();
    assertThat(tree.at("/findings/3/skipped").asString()).isEqualTo("not yet");
    assertThat(tree.at("/findings/4/failed").asString()).isEqualTo("it broke");
  }
}
