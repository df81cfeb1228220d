package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuickPlanTest {
  private static final QuickPlan.Load RATE = new QuickPlan.Load.Arrivals("500", false);

  @Test
  void isAPlanThatAPersonWouldWrite() {
    QuickPlan quick =
        new QuickPlan(
            "quick",
            "http://127.0.0.1:8080/orders?dry=1#top",
            new QuickPlan.Load.Arrivals("500/s", true),
            "30s",
            64,
            List.of(new Header("accept", "*/*")),
            "PUT",
            "{\"a\": \"b\"}\n");
    assertThat(quick.yaml())
        .isEqualTo(
            """
            name: quick
            target: http://127.0.0.1:8080
            http:
              connections:
                perWorker: 64
            phases:
              - name: steady
                arrivalRate: 500/s
                arrivals: poisson
                duration: 30s
            scenarios:
              quick:
                flow:
                  - put: /orders?dry=1
                    headers:
                      accept: "*/*"
                    body: "{\\"a\\": \\"b\\"}\\n"
            """);
  }

  @Test
  void parsesToThePlanItStandsFor() {
    Plan plan = Plans.plan(QuickPlan.of("http://127.0.0.1:8080/x", RATE, "1m30s").yaml());
    assertThat(plan.target().url()).isEqualTo("http://127.0.0.1:8080");
    assertThat(plan.durationNs()).isEqualTo(90_000_000_000L);
    assertThat(plan.phases().getFirst().load())
        .isEqualTo(
            new OpenLoad(Rate.perSecond(500), Rate.perSecond(500), OpenLoad.Arrivals.UNIFORM));
    assertThat(plan.scenarios().getFirst().flow())
        .containsExactly(new HttpRequest("GET /x", "GET", "/x", List.of(), Body.EMPTY, Set.of()));
  }

  @Test
  void usersAreAClosedLoadWithAConnectionForEach() {
    QuickPlan.Load users = new QuickPlan.Load.Users(5_000);
    Plan plan = Plans.plan(QuickPlan.of("localhost:8080", users, "10s").yaml());
    assertThat(plan.phases().getFirst().load()).isEqualTo(new ClosedLoad(5_000, 5_000, 0));
    assertThat(plan.http().connections().perWorker()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example, http://a.example, /",
    "a.example, http://a.example, /",
    "https://a.example/, https://a.example, /",
    "https://a.example?x=1, https://a.example, /?x=1",
    "http://[::1]:80/a:b, http://[::1], /a:b",
    "http://a.example/b#c, http://a.example, /b",
    "http://a.example/true, http://a.example, /true"
  })
  void dividesTheUrl(String url, String target, String path) {
    Plan plan = Plans.plan(QuickPlan.of(url, RATE, "1s").yaml());
    assertThat(plan.target().url()).isEqualTo(target);
    assertThat(((HttpRequest) plan.scenarios().getFirst().flow().getFirst()).path().text())
        .isEqualTo(path);
  }

  @Test
  void aBodyMakesItAPost() {
    QuickPlan quick = new QuickPlan("q", "a.example", RATE, "1s", 0, List.of(), "", "true");
    HttpRequest request =
        (HttpRequest) Plans.plan(quick.yaml()).scenarios().getFirst().flow().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(Body.of("true"));
  }

  @Test
  void anOptionThatIsWrongIsAProblemOfThePlan() {
    QuickPlan quick = new QuickPlan("q", "ftp://a", RATE, "30", 0, List.of(), "purge", "");
    assertThat(Plans.problems(quick.yaml()))
        .extracting(Problem::path)
        .containsExactly("target", "phases[0].duration", "scenarios.quick.flow[0].purge");
  }

  @Test
  void carriesAnyTextUnharmed() {
    Random random = new Random(9);
    for (int round = 0; round < 500; round++) {
      String text =
          random
              .ints(random.nextInt(1, 30), 0, round % 2 == 0 ? 0x80 : 0x3000)
              .filter(c -> c != 0xFFFE && !Character.isSurrogate((char) c))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      if (!text.isEmpty() && !text.contains("${")) {
        QuickPlan quick = new QuickPlan("q", "a.example", RATE, "1s", 0, List.of(), "", text);
        HttpRequest request =
            (HttpRequest) Plans.plan(quick.yaml()).scenarios().getFirst().flow().getFirst();
        assertThat(request.body()).as(quick.yaml()).isEqualTo(Body.of(text));
      }
    }
  }
}
