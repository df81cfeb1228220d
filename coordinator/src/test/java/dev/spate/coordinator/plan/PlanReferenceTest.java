package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.Lanes;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keeps docs/plan-reference.md true.
final class PlanReferenceTest {
  private static final Path REFERENCE = Path.of("../docs/plan-reference.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  static List<String> examples() throws IOException {
    return EXAMPLE.matcher(reference()).results().map(example -> example.group(1)).toList();
  }

  private static String reference() throws IOException {
    return Files.readString(REFERENCE);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAPlan(String example) {
    Plan plan = Plans.plan(example);
    assertThat(plan.requestNames()).isNotEmpty();
  }

  @Test
  void hasAnExampleOfEachPart() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "target",
        "allow",
        "seed",
        "lanes",
        "http",
        "gracefulStop",
        "phases",
        "scenarios",
        "thresholds",
        "workers",
        "timeout",
        "connectTimeout",
        "tlsTimeout",
        "firstByteTimeout",
        "protocol",
        "sampleErrors",
        "headers",
        "connections",
        "connections.resolve",
        "connections.sources",
        "connections.proxy",
        "connections.unixSocket",
        "insecure",
        "serverName",
        "versions",
        "ca",
        "certificate",
        "key",
        "resumption",
        "provider",
        "connections.streams",
        "duration",
        "arrivalRate",
        "users",
        "rampTo",
        "arrivals",
        "pacing",
        "warmup",
        "maxVUs",
        "onLimit",
        "weight",
        "flow",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "options",
        "think",
        "body",
        "json",
        "check",
        "expect",
        "max",
        "tolerance",
        "onLoss",
        "orphanGrace"
      })
  void everyKeyHasARowAndAnExample(String key) throws IOException {
    assertThat(reference()).containsPattern("(?m)^\\|[^|]*`" + key + "`");
    String last = key.substring(key.lastIndexOf('.') + 1);
    assertThat(examples())
        .anySatisfy(example -> assertThat(example).containsPattern("\\b" + last + ":"));
  }

  @Test
  void statesTheDefaults() throws IOException {
    HttpOptions http = HttpOptions.DEFAULT;
    assertThat(defaultOf("lanes")).isEqualTo("" + Lanes.DEFAULT_TOTAL);
    assertThat(defaultOf("gracefulStop"))
        .isEqualTo(Durations.format(Plan.DEFAULT_GRACEFUL_STOP_NS));
    assertThat(defaultOf("timeout")).isEqualTo(Durations.format(http.deadlines().requestNs()));
    assertThat(defaultOf("connectTimeout"))
        .isEqualTo(Durations.format(http.deadlines().connectNs()));
    assertThat(defaultOf("connections.perWorker")).isEqualTo("" + http.connections().perWorker());
    assertThat(defaultOf("tlsTimeout")).isEqualTo(Durations.format(http.deadlines().tlsNs()));
    assertThat(defaultOf("connections.keepAlive")).isEqualTo(http.connections().keepAlive().id());
    assertThat(defaultOf("connections.retry")).isEqualTo("" + http.connections().retry());
    assertThat(defaultOf("connections.pipelining")).isEqualTo("" + http.connections().pipelining());
    assertThat(defaultOf("connections.streams")).isEqualTo("" + http.connections().streams());
    assertThat(defaultOf("sampleErrors")).isEqualTo("" + http.sampleErrors());
    assertThat(defaultOf("maxVUs")).isEqualTo("" + Phase.DEFAULT_MAX_VUS);
  }

  private static String defaultOf(String key) throws IOException {
    return Pattern.compile("(?m)^\\| `" + Pattern.quote(key) + "` \\|[^|]*\\| `([^`]*)` \\|")
        .matcher(reference())
        .results()
        .map(MatchResult::group)
        .map(row -> row.split("\\|", -1)[3].strip().replace("`", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void showsProblemsAsTheyAreListed() throws IOException {
    String text = Plans.SHORTEST.replace("arrivalRate", "arivalRate").replace("30s", "30");
    assertThat(reference()).contains(ProblemListing.of("plan.yaml", text, Plans.problems(text)));
  }
}
