package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NewPlanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "https://shop.example/v2/products?page=1&b='x'#top",
        "http://[::1]:8080/?q=%22",
        "127.0.0.1",
        "https://shop.example"
      })
  void isAPlanWithoutAProblem(String url) {
    Plan plan = Plans.plan(new NewPlan(url).yaml("plan.yaml"));
    assertThat(plan.phases()).hasSize(3);
    assertThat(plan.thresholds()).hasSize(4);
  }

  @Test
  void asksForWhatTheUrlSays() {
    Plan plan = Plans.plan(new NewPlan("https://shop.example/v2/a?page=1#top").yaml("plan.yaml"));
    assertThat(plan.name()).isEqualTo("shop.example");
    assertThat(plan.target()).hasToString("https://shop.example");
    assertThat(((HttpRequest) plan.scenarios().getFirst().flow().getFirst()).path().text())
        .isEqualTo("/v2/a?page=1");
  }

  @Test
  void isAPlanWithTheCommentsTakenOffToo() {
    String yaml = new NewPlan("localhost").yaml("plan.yaml");
    String more =
        yaml.replaceAll(
            "(?m)^( +)# (headers:|  authorization|- think|- post|  json|  check)", "$1$2");
    assertThat(more).isNotEqualTo(yaml);
    assertThat(Plans.plan(more).scenarios().getFirst().flow()).hasSize(3);
    assertThat(Plans.plan(more).http().headers()).hasSize(1);
  }

  @Test
  void showsWhatIsWrongWithTheUrl() {
    List<Problem> problems = Plans.problems(new NewPlan("ftp://x/a b").yaml("plan.yaml"));
    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("target", "scenarios.visit.flow[0].get");
  }
}
