package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.PlanSecrets;
import dev.spate.plan.Header;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WholePlanTest {
  private final Plan secret = with("Bearer 12345");

  private static Plan with(String authorization) {
    Plan plan = Plans.lasting(Plans.SECOND_NS, 1);
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http().withHeaders(List.of(new Header("authorization", authorization))),
        plan.phases(),
        plan.scenarios(),
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  @Test
  void whoeverOpenedTheRunKnowsIt() {
    assertThat(WholePlan.known(secret).value()).isEqualTo(secret);
  }

  @Test
  void takesTheSecretsFromAWorker() {
    WholePlan plan = WholePlan.recorded(PlanSecrets.masked(secret));
    assertThat(plan.value()).isNull();
    assertThat(plan.onTold(secret, null)).isTrue();
    assertThat(plan.value()).isEqualTo(secret);
    assertThat(plan.onTold(with("Bearer 67890"), null)).as("only the first").isTrue();
    assertThat(plan.value()).isEqualTo(secret);
  }

  @Test
  void takesNoOtherPlan() {
    WholePlan plan = WholePlan.recorded(PlanSecrets.masked(secret));
    assertThat(plan.onTold(Plans.lasting(2 * Plans.SECOND_NS, 1), null)).isFalse();
    assertThat(plan.value()).isNull();
  }

  @Test
  void whatBeforeRunGaveIsKnownOnceAWorkerSaysIt() {
    Plan once = secret.withOnce(new Once(secret.scenarios().getFirst().flow(), List.of()));
    SharedValues values = new SharedValues(Map.of("token", "t1"));
    WholePlan plan = WholePlan.recorded(PlanSecrets.masked(once));
    assertThat(plan.onTold(once, null)).as("by one that was not told").isTrue();
    assertThat(plan.shared()).isNull();
    assertThat(plan.onTold(once, values)).isTrue();
    assertThat(plan.onTold(once, SharedValues.NONE)).as("only the first").isTrue();
    assertThat(plan.shared()).isEqualTo(values);
    assertThat(WholePlan.known(once).shared()).isNull();
    assertThat(WholePlan.known(secret).shared()).isEqualTo(SharedValues.NONE);
  }

  @Test
  void asksOneWorkerAfterTheOther() {
    WholePlan plan = WholePlan.recorded(secret);
    assertThat(plan.nextToAsk(List.of())).isEmpty();
    assertThat(plan.nextToAsk(List.of("anna", "ben"))).contains("anna");
    assertThat(plan.nextToAsk(List.of("anna", "ben"))).contains("ben");
    assertThat(plan.nextToAsk(List.of("anna", "ben"))).contains("anna");
  }
}
