package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Report;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A comparison for programs: times in seconds, null for what is unknown.
public final class ComparisonJson {
  /// The name and version of the format.
  public static final String FORMAT = "spate-comparison/1";

  private static final JsonMapper JSON = new JsonMapper();
  private static final MathContext DIGITS = new MathContext(6);

  private ComparisonJson() {}

  /// As text, in lines.
  public static String text(Comparison comparison) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(of(comparison));
  }

  public static ObjectNode of(Comparison comparison) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("format", FORMAT);
    ArrayNode runs = node.putArray("runs");
    comparison.runs().forEach(run -> runs.add(run(run)));
    ArrayNode remarks = node.putArray("remarks");
    comparison.remarks().forEach(remarks::add);
    ArrayNode pairs = node.putArray("comparisons");
    comparison.pairs().forEach(pair -> pairs.add(pair(pair)));
    return node;
  }

  private static ObjectNode run(RunColumn column) {
    Report.Run run = column.run();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", run.id());
    node.put("name", run.name());
    node.put("startedAt", run.startedAt());
    node.put("verdict", column.verdict());
    node.put("target", run.target());
    node.put("seed", run.seed());
    node.put("durationSeconds", number(run.durationSeconds()));
    node.put("requests", column.requests());
    node.put("requestsPerSecond", number(column.perSecond()));
    node.put("failedShare", number(column.failedShare()));
    ObjectNode percentiles = node.putObject("percentiles");
    column.percentiles().forEach((percent, value) -> percentiles.set(percent, percentile(value)));
    ArrayNode points = node.putArray("points");
    column
        .curve()
        .forEach(
            point -> points.addArray().add(BigDecimal.valueOf(point[0])).add(number(point[1])));
    return node;
  }

  private static ObjectNode percentile(Report.Percentile percentile) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("value", number(percentile.value()));
    node.put("low", number(percentile.low()));
    node.put("high", number(percentile.high()));
    node.put("censored", percentile.censored());
    node.put("reliable", percentile.reliable());
    return node;
  }

  private static ObjectNode pair(RunPair pair) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("baseline", pair.baseline());
    node.put("run", pair.run());
    node.put("finding", pair.outcome().name().toLowerCase(Locale.ROOT));
    node.put("pairs", pair.pairs());
    node.put("pairSeconds", number(pair.pairSeconds()));
    ArrayNode conclusions = node.putArray("conclusions");
    Conclusions.of(pair).forEach(conclusions::add);
    rows(node.putArray("rows"), pair.rows());
    rows(node.putArray("requests"), pair.requests());
    return node;
  }

  private static void rows(ArrayNode array, List<Difference> differences) {
    differences.forEach(difference -> array.add(row(difference)));
  }

  private static ObjectNode row(Difference difference) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", difference.name());
    node.put("percent", number(difference.percent()));
    node.put("request", difference.request());
    node.put("baseline", number(difference.baseline()));
    node.put("value", number(difference.value()));
    Difference.@Nullable Tested tested =
        difference.finding() instanceof Difference.Tested found ? found : null;
    node.put("ratio", tested == null ? null : number(tested.ratio()));
    node.put("low", tested == null ? null : number(tested.low()));
    node.put("high", tested == null ? null : number(tested.high()));
    node.put("pValue", tested == null ? null : number(tested.pValue()));
    node.put("different", tested != null && tested.different());
    node.put("detectable", tested == null ? null : number(tested.detectable()));
    node.put("words", Conclusions.words(difference));
    return node;
  }

  private static @Nullable BigDecimal number(@Nullable Double value) {
    return value == null || value.isInfinite() || value.isNaN()
        ? null
        : new BigDecimal(value, DIGITS);
  }
}
