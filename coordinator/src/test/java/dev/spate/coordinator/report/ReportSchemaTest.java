package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The schema has what reports have: each field, with words, and no other.
final class ReportSchemaTest {
  @TempDir Path results;

  /// Where the schema has the fields of a record.
  private static final Map<Class<?>, String> PLACES =
      Map.ofEntries(
          Map.entry(Report.Run.class, "/$defs/run"),
          Map.entry(Verdict.class, "/$defs/verdict"),
          Map.entry(Verdict.Reason.class, "/$defs/verdict/properties/reasons/items"),
          Map.entry(Report.ThresholdResult.class, "/$defs/threshold"),
          Map.entry(Report.LedgerEntry.class, "/$defs/ledger"),
          Map.entry(Report.Arrivals.class, "/$defs/ledger/properties/arrivals"),
          Map.entry(Report.Requests.class, "/$defs/ledger/properties/requests"),
          Map.entry(Report.Throughput.class, "/$defs/throughput"),
          Map.entry(Report.MetricSummary.class, "/$defs/metric"),
          Map.entry(Report.Percentile.class, "/$defs/percentile"),
          Map.entry(Report.RequestRow.class, "/$defs/request"),
          Map.entry(Report.GroupRow.class, "/$defs/group"),
          Map.entry(SlotRow.class, "/$defs/slot"),
          Map.entry(SlotRow.Times.class, "/$defs/times"),
          Map.entry(LatencyCounts.class, "/$defs/slot/properties/latency"),
          Map.entry(Report.WorkerRow.class, "/$defs/worker"),
          Map.entry(Report.DealRow.class, "/$defs/deal"),
          Map.entry(Report.Environment.class, "/properties/environment"),
          Map.entry(Report.Remark.class, "/properties/remarks/items"),
          Map.entry(Report.ErrorSample.class, "/properties/errorSamples/items"),
          Map.entry(Report.OnceRow.class, "/properties/once/items"),
          Map.entry(Report.PhaseRow.class, "/properties/phases/items"),
          Map.entry(LiveView.LiveMark.class, "/properties/marks/items"));

  @Test
  void hasTheFieldsOfTheRecordsAndNoOthers() {
    PLACES.forEach((record, place) ->
        assertThat(ReportSchema.TREE.at(place + "/properties").propertyNames())
            .as("%s at %s", record.getSimpleName(), place)
            .containsExactlyInAnyOrderElementsOf(fields(record)));
  }

  private static List<String> fields(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  @Test
  void everyFieldHasWords() {
    List<String> without = new ArrayList<>();
    collect("", ReportSchema.TREE, without);

    assertThat(without).isEmpty();
  }

  private static void collect(String place, JsonNode node, List<String> without) {
    node.path("properties")
        .propertyStream()
        .forEach(field -> {
          if (!field.getValue().has("description") && !field.getValue().has("$ref")) {
            without.add(place + "/" + field.getKey());
          }
        });
    node.propertyStream()
        .forEach(member -> collect(place + "/" + member.getKey(), member.getValue(), without));
  }

  private ObjectNode report() throws IOException {
    Path run = RunsOnDisk.write(results, "20261122-120000-aaaa", 10, 1, 0, "name: shop\n");
    return (ObjectNode) new JsonMapper().readTree(run.resolve("report.json").toFile());
  }

  @Test
  void aWholeReportWithItsTimelineIsOne() throws IOException {
    ObjectNode report = report();

    assertThat(report.path("timeline").size()).isEqualTo(12);
    ReportSchema.check(report);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "verdict", "ledger", "timeline", "marks", "metrics"})
  void aReportThatLacksAFieldIsNone(String field) throws IOException {
    ObjectNode report = report();
    report.remove(field);

    assertThat(ReportSchema.accepts(report)).isFalse();
  }

  @Test
  void aReportWithSomethingElseIsNone() throws IOException {
    ObjectNode report = report();
    ((ObjectNode) report.at("/timeline/3")).put("p75", 0.1);
    assertThat(ReportSchema.accepts(report)).isFalse();

    ObjectNode other = report();
    ((ObjectNode) other.at("/ledger/arrivals")).put("planned", "many");
    assertThat(ReportSchema.accepts(other)).isFalse();
  }
}
