package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans that Jazzer makes up: each is one, or a list of problems, and soon. Without
/// `JAZZER_FUZZ=1` it reads the examples of the reference, the wrong plans, and what was found
/// before; docs/decisions.md says how to look for more.
final class PlanTextFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;

  static Stream<Arguments> samples() throws IOException {
    List<String> samples = new ArrayList<>(PlanReferenceTest.examples());
    samples.add(Plans.SHORTEST);
    samples.add(Plans.FULL);
    for (String name : PlanCorpusTest.wrongPlans()) {
      samples.add(PlanCorpusTest.text(name));
    }
    return samples.stream().map(sample -> Arguments.of((Object) sample.getBytes(UTF_8)));
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anyText(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    long startNs = System.nanoTime();
    PlanOracle.check(PlanParser.parse(text, Plans.FILES), text);
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }
}
