package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Think;
import dev.spate.plan.Workers;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestStepsTest {
  private static HttpRequest named(String name, String path) {
    return new HttpRequest(name, "GET", path, List.of(), Body.EMPTY, Set.of());
  }

  @Test
  void numbersEveryRequestStepOfEveryScenarioEvenThoseOfOneName() {
    HttpRequest list = named("list", "/items");
    HttpRequest item = named("item", "/items/1");
    HttpRequest otherItem = named("item", "/items/2");
    Think think = new Think(0, 1);
    Plan plan =
        new Plan(
            "shop",
            new Target(Target.Scheme.HTTP, "localhost", 80, ""),
            1,
            16,
            HttpOptions.DEFAULT,
            List.of(
                new Phase("p", 1_000_000, new ClosedLoad(1, 1, 0), false, 1, Phase.OnLimit.WAIT)),
            List.of(
                new Scenario("browse", 1, List.of(think, list, think, item)),
                new Scenario("buy", 1, List.of(otherItem, think, list))),
            List.of(),
            Workers.DEFAULT,
            0);
    RequestSteps steps = RequestSteps.of(plan);
    assertThat(steps.requests()).containsExactly(list, item, otherItem, list);
    assertThat(steps.size()).isEqualTo(4);
    assertThat(SentRequests.of(plan).requests())
        .hasSize(8)
        .startsWith(list, item, otherItem, list)
        .extracting(HttpRequest::name)
        .endsWith("list", "item", "item", "list");
    assertThat(RequestSteps.first(plan, 0)).isZero();
    assertThat(RequestSteps.first(plan, 1)).isEqualTo(2);
  }
}
