package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happened once, in the report.
final class OnceRowsTest {
  private static final RunEvent.WentThrough BEFORE =
      new RunEvent.WentThrough(Once.Part.BEFORE, "w0", 3, 1_250_000_000L, "");
  private static final RunEvent.WentThrough UNDONE =
      new RunEvent.WentThrough(
          Once.Part.AFTER, "w0", 1, 20_000_000L, "the request \"clean\" had no answer");

  private static Report report(RunEvent.WentThrough... once) {
    Plan plan = Plans.plan(Plans.steady("steady", 200, 5));
    RunFold fold = new RunFold(_ -> {});
    List<RunEvent> events = new SimulatedRun(plan, 2).events();
    fold.accept(events.getFirst());
    List.of(once).forEach(fold::accept);
    events.stream().skip(1).forEach(fold::accept);
    return fold.report();
  }

  @Test
  void changesNoFigureAndNoVerdict() {
    Report without = report();
    Report with = report(BEFORE, UNDONE);
    assertThat(with.ledger()).isEqualTo(without.ledger());
    assertThat(with.metrics()).isEqualTo(without.metrics());
    assertThat(with.verdict()).isEqualTo(without.verdict());
  }

  @Test
  void isARowOfItsOwn() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportJson.write(report(BEFORE), _ -> {}, out);
    assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " "))
        .contains(
            "\"once\" : [ { \"part\" : \"beforeRun\", \"worker\" : \"w0\", \"requests\" : 3,"
                + " \"seconds\" : 1.25, \"problem\" : \"\" } ]");
    assertThat(TextSummary.of(report(BEFORE)))
        .contains(
            "\nOnce, and in no figure above\n  beforeRun on w0: 3 requests in 1.25 s, done\n");
    assertThat(TextSummary.of(report())).doesNotContain("Once");
    assertThat(HtmlReport.of(report(UNDONE), _ -> {}))
        .contains("<p>afterRun on w0: 1 request in 20 ms, FAILED: the request &quot;clean&quot;");
    assertThat(HtmlReport.of(report(), _ -> {})).doesNotContain("<p>afterRun");
  }

  @Test
  void whatWasNotCleanedUpIsARemark() {
    assertThat(report(BEFORE, UNDONE).remarks())
        .containsExactly(
            new Report.Remark(
                "AFTER_RUN_FAILED", "afterRun failed on w0: the request \"clean\" had no answer."));
    assertThat(TextSummary.of(report(UNDONE)).replaceAll("\\s+", " "))
        .contains(
            "afterRun on w0: 1 request in 20 ms, FAILED: the request \"clean\" had no answer");
  }
}
