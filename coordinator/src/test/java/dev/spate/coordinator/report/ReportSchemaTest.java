package dev.spate.coordinator.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.written.ReportCheck;
import dev.spate.coordinator.schema.JsonSchema;
import dev.spate.measure.Outcome;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Holds the schema of reports against the code that writes them; what the tests write is held
/// against it wherever they write it.
final class ReportSchemaTest {
  private static final JsonNode SCHEMA = new JsonMapper().readTree(JsonSchema.REPORT.text());

  /// What is written, by where the schema has it.
  private static final Map<String, Class<? extends Record>> WRITTEN =
      Map.ofEntries(
          Map.entry("run", Report.Run.class),
          Map.entry("verdict", Verdict.class),
          Map.entry("reason", Verdict.Reason.class),
          Map.entry("threshold", Report.ThresholdResult.class),
          Map.entry("ledger", Report.LedgerEntry.class),
          Map.entry("arrivals", Report.Arrivals.class),
          Map.entry("requestCounts", Report.Requests.class),
          Map.entry("throughput", Report.Throughput.class),
          Map.entry("metric", Report.MetricSummary.class),
          Map.entry("percentile", Report.Percentile.class),
          Map.entry("request", Report.RequestRow.class),
          Map.entry("group", Report.GroupRow.class),
          Map.entry("slot", SlotRow.class),
          Map.entry("serviceTimes", SlotRow.Times.class),
          Map.entry("latency", LatencyCounts.class),
          Map.entry("worker", Report.WorkerRow.class),
          Map.entry("deal", Report.DealRow.class),
          Map.entry("environment", Report.Environment.class),
          Map.entry("remark", Report.Remark.class),
          Map.entry("errorSample", Report.ErrorSample.class),
          Map.entry("once", Report.OnceRow.class),
          Map.entry("phase", Report.PhaseRow.class),
          Map.entry("mark", LiveView.LiveMark.class));

  static Stream<String> written() {
    return WRITTEN.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("written")
  void hasEachFieldThatIsWritten(String name) {
    assertThat(SCHEMA.at("/$defs/" + name + "/properties").propertyNames())
        .containsExactlyElementsOf(
            Arrays.stream(requireNonNull(WRITTEN.get(name)).getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  /// An object is closed, with all its fields required, or a map of which one type is known.
  @Test
  void leavesNothingOpen() {
    List<JsonNode> schemas = new ArrayList<>(List.of(SCHEMA));
    SCHEMA.path("$defs").forEach(schemas::add);
    schemas.addAll(SCHEMA.findValues("statuses"));
    for (JsonNode schema : schemas) {
      if (schema.path("type").asString("").equals("object")) {
        assertClosed(schema);
      }
    }
  }

  private static void assertClosed(JsonNode schema) {
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject()) {
      assertThat(schema.has("properties")).as("%s", schema).isFalse();
      return;
    }
    assertThat(others.isBoolean() && !others.booleanValue()).as("%s", schema).isTrue();
    JsonNode required =
        schema.has("required") ? schema.path("required") : schema.at("/then/required");
    assertThat(texts(required)).isEqualTo(new TreeSet<>(schema.path("properties").propertyNames()));
  }

  private static Set<String> texts(JsonNode array) {
    return array
        .valueStream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void knowsEachName() {
    assertThat(texts(SCHEMA.at("/$defs/reason/properties/code/enum")))
        .isEqualTo(names(Arrays.stream(Finding.Code.values()).map(Enum::name)));
    assertThat(texts(SCHEMA.at("/$defs/markKind/enum")))
        .isEqualTo(names(Arrays.stream(Mark.values()).map(Mark::id)));
    assertThat(texts(SCHEMA.at("/$defs/cause/enum")))
        .isEqualTo(
            names(
                Arrays.stream(Outcome.values())
                    .filter(ReportSchemaTest::isError)
                    .map(Outcome::id)));
    assertThat(names(SCHEMA.at("/$defs/metrics/properties").propertyNames().stream()))
        .isEqualTo(names(Arrays.stream(TimedMetric.values()).map(TimedMetric::id)));
  }

  private static boolean isError(Outcome outcome) {
    return outcome.account() == Outcome.Account.FAILED
        || outcome.account() == Outcome.Account.TIMED_OUT;
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toCollection(TreeSet::new));
  }

  /// Whatever is added, taken away or of another type anywhere in a report, it is refused.
  @Test
  void refusesEachChange() {
    JsonNode report = RichReport.json();
    assertThat(ReportCheck.problems(report)).isEmpty();
    List<ObjectNode> objects = new ArrayList<>();
    collect(report, objects);
    int changes = 0;
    for (ObjectNode object : objects) {
      changes += change(report, object);
    }
    assertThat(changes).isGreaterThan(600);
  }

  /// The objects of a report, one of each array.
  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
      object.forEach(within -> collect(within, objects));
    } else if (node.isArray()) {
      assertThat(node).as("an array of the report").isNotEmpty();
      collect(node.get(0), objects);
    }
  }

  private static int change(JsonNode report, ObjectNode object) {
    int changes = 1;
    object.putObject("unheardOf");
    assertRefused(report, object, "more");
    object.remove("unheardOf");
    boolean map = isMap(object);
    for (Map.Entry<String, JsonNode> field : Map.copyOf(fields(object)).entrySet()) {
      object.putObject(field.getKey()).putObject("wrong");
      assertRefused(report, object, field.getKey());
      object.remove(field.getKey());
      if (!map) {
        assertRefused(report, object, field.getKey());
      }
      object.set(field.getKey(), field.getValue());
      changes += 2;
    }
    return changes;
  }

  private static Map<String, JsonNode> fields(ObjectNode object) {
    return object.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Whether any of its keys may be missing: statuses, errors, tags.
  private static boolean isMap(ObjectNode object) {
    return object.propertyNames().stream().anyMatch(key -> RichReport.KEYS_OF_MAPS.contains(key));
  }

  private static void assertRefused(JsonNode report, ObjectNode object, String what) {
    assertThat(ReportCheck.problems(report)).as("%s in %s", what, object).isNotEmpty();
  }
}
