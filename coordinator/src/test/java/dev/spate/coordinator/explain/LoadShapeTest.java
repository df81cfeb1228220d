package dev.spate.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spate.coordinator.plan.Plans;
import dev.spate.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadShapeTest {
  @Test
  void followsARampByTheHighestLoadOfEachSlot() {
    LoadShape shape = LoadShape.of(plan("{ arrivalRate: 0/s, rampTo: 100/s, duration: 1m }"), 4);
    assertThat(shape.arrivalsPerSecond()).containsExactly(25.0, 50.0, 75.0, 100.0);
    assertThat(shape.users()).isEmpty();
    assertThat(shape.slotNs()).isEqualTo(15e9);
  }

  @Test
  void losesNoPeakHoweverShort() {
    LoadShape shape =
        LoadShape.of(
            plan(
                "{ arrivalRate: 1/s, duration: 1h }",
                "{ arrivalRate: 900/s, duration: 1s }",
                "{ arrivalRate: 1/s, duration: 1h }"),
            10);
    assertThat(shape.arrivalsPerSecond()).contains(900.0).contains(1.0);
  }

  @Test
  void keepsArrivalsAndUsersApart() {
    LoadShape shape =
        LoadShape.of(
            plan("{ arrivalRate: 5/s, duration: 1m }", "{ users: 10, rampTo: 2, duration: 1m }"),
            4);
    assertThat(shape.arrivalsPerSecond()).containsExactly(5.0, 5.0, 0.0, 0.0);
    assertThat(shape.users()).containsExactly(0.0, 0.0, 10.0, 6.0);
  }

  @Test
  void countsWhatAReplayHasInEachSecond() {
    LoadShape shape =
        LoadShape.of(
            plan("{ replay: { file: access.log, speed: 0.5 } }", "{ users: 1, duration: 4s }"), 4);
    assertThat(shape.arrivalsPerSecond()).containsExactly(1.0, 1.0, 0.0, 0.0);
    assertThat(LoadShape.of(plan("{ replay: { file: access.log } }"), 2).arrivalsPerSecond())
        .containsExactly(1.0, 2.0);
  }

  @Test
  void hasAtLeastOneSlot() {
    Plan plan = plan("{ users: 1, duration: 1s }");
    assertThatIllegalArgumentException().isThrownBy(() -> LoadShape.of(plan, 0));
  }

  @Test
  void isDrawnWithoutBlocksToo() {
    List<String> lines =
        Drawing.of(
            plan(
                "{ name: ramp, arrivalRate: 0/s, rampTo: 10/s, duration: 1m }",
                "{ name: steady, arrivalRate: 10/s, duration: 1m }"),
            false);
    assertThat(String.join("\n", lines))
        .startsWith("    10/s |")
        .contains("ramp", "steady", " 2m", "+")
        .matches("(?s)\\p{ASCII}*");
    assertThat(lines).allMatch(line -> line.length() <= 80).hasSize(11);
  }

  @Test
  void drawsAHundredPhases() {
    String[] phases = new String[100];
    for (int i = 0; i < phases.length; i++) {
      phases[i] = "{ arrivalRate: " + (i + 1) + "/s, duration: " + (i % 7 + 1) + "m }";
    }
    assertThat(Drawing.of(plan(phases), true)).allMatch(line -> line.length() <= 80);
  }

  private static Plan plan(String... phases) {
    return Plans.plan(
        "target: http://127.0.0.1\nphases:\n  - "
            + String.join("\n  - ", phases)
            + "\nscenarios: { visit: { flow: [{ get: / }] } }\n");
  }
}
