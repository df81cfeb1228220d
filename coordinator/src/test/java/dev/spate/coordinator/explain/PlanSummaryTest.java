package dev.spate.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spate.coordinator.explain.PlanSummary.PhaseSummary;
import dev.spate.coordinator.plan.Plans;
import dev.spate.coordinator.plan.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class PlanSummaryTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void countsTheLeastWhereConditionsDecide() {
    MeanVisit visit =
        visit(
            """
            - group: g
              do: [{ get: /a }, { think: 1s }]
            - { loop: { times: 3 }, do: [{ parallel: [{ get: /b }, { get: /c }] }, { think: 2s }] }
            """);
    assertThat(visit).isEqualTo(new MeanVisit(7, 7e9, false));
    MeanVisit choice = visit("- { if: 1, then: [{ get: /a }], else: [{ get: /b }, { get: /c }] }");
    assertThat(choice).isEqualTo(new MeanVisit(1, 0, true));
    MeanVisit over = visit("- { loop: { over: 5s }, do: [{ get: /a }, { think: 1s }] }");
    assertThat(over).isEqualTo(new MeanVisit(1, 5e9, true));
    MeanVisit loop = visit("- { loop: { while: 1 }, do: [{ get: /a }] }");
    assertThat(loop).isEqualTo(new MeanVisit(0, 0, true));
  }

  private static MeanVisit visit(String steps) {
    String plan = Plans.SHORTEST.replace("      - get: /\n", steps.indent(6));
    return MeanVisit.of(Plans.plan(plan).scenarios());
  }

  @Test
  void countsArrivalsAndUsers() {
    PlanSummary summary = PlanSummary.of(Plans.plan(Plans.FULL));
    assertThat(summary.plannedArrivals()).isEqualTo(300 + 923 + 300);
    assertThat(summary.peakRate()).isEqualTo(20);
    assertThat(summary.mostUsers()).isEqualTo(200);
    assertThat(summary.poisson()).isTrue();
  }

  @Test
  void countsRequestsByTheWeightsOfTheScenarios() {
    PlanSummary summary = PlanSummary.of(Plans.plan(Plans.FULL));
    double mean = (80 * 3 + 5) / 81.0;
    assertThat(summary.visit().requests()).isCloseTo(mean, within(1e-9));
    assertThat(summary.visit().thinkNs()).isCloseTo(2_000_250_000 * 80.0 / 81, within(1e3));
    assertThat(summary.phases().getFirst().requests()).isEqualTo(Math.round(300 * mean));
  }

  @Test
  void boundsIterationsOfUsersByPacing() {
    PhaseSummary soak = PlanSummary.of(Plans.plan(Plans.FULL)).phases().getLast();
    // 200 users falling to 10 are 105 on average; 120 iterations each in 10 minutes of 5 seconds,
    // and one more that each of them has begun.
    assertThat(soak.visits()).isEqualTo(105 * 120 + 200);
  }

  @Test
  void knowsNoBoundForUsersWhoNeverRest() {
    PlanSummary summary =
        PlanSummary.of(Plans.plan(Plans.SHORTEST.replace("arrivalRate: 20/s", "users: 3")));
    assertThat(summary.phases().getFirst().visits()).isEqualTo(PhaseSummary.UNBOUNDED);
    assertThat(summary.phases().getFirst().requests()).isEqualTo(PhaseSummary.UNBOUNDED);
  }

  @Test
  void saysTheSameToPrograms() {
    JsonNode json = JSON.readTree(SummaryJson.of(PlanSummary.of(Plans.plan(Plans.FULL))));
    assertThat(json.at("/valid").booleanValue()).isTrue();
    assertThat(json.at("/durationSeconds").doubleValue()).isEqualTo(1020);
    assertThat(json.at("/total/arrivals").intValue()).isEqualTo(1523);
    assertThat(json.at("/phases/1/fromPerSecond").doubleValue()).isEqualTo(20);
    assertThat(json.at("/phases/1/beginsSeconds").doubleValue()).isEqualTo(30);
    assertThat(json.at("/phases/3/mostIterations").intValue()).isEqualTo(12_800);
    assertThat(json.at("/scenarios/1/requestNames/0").stringValue()).isEqualTo("POST /orders");
    assertThat(json.at("/thresholds/0/words").stringValue())
        .isEqualTo("the 95th percentile of the response time is below 300ms");
    assertThat(json.at("/shape/slotSeconds").doubleValue()).isEqualTo(17);
    assertThat(json.at("/shape/users")).hasSize(60);
    assertThat(json.toString()).doesNotContain("s3cret");
  }

  @Test
  void tellsProgramsWhatIsWrong() {
    JsonNode json =
        JSON.readTree(SummaryJson.of(List.of(new Problem(3, 5, "phases[0].x", "unknown key", ""))));
    assertThat(json.at("/valid").booleanValue()).isFalse();
    assertThat(json.at("/problems/0/line").intValue()).isEqualTo(3);
    assertThat(json.at("/problems/0/message").stringValue()).isEqualTo("unknown key");
  }
}
