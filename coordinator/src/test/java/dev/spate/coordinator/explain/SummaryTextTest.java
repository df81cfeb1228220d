package dev.spate.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Plans;
import org.junit.jupiter.api.Test;

final class SummaryTextTest {
  @Test
  void explainsAPlan() {
    assertThat(text(Plans.FULL))
        .isEqualTo(
            """
            shop: 17m against https://staging.shop.example:8443/v2, in 4 phases

                warm     10/s for 30s: 300 arrivals, about 907 requests; a warm-up, which is
                         not measured
                phase-2  20/s falling to 0.5/s for 1m30s: 923 arrivals, about 2,792 requests
                steady   1/s for 5m, at random: about 300 arrivals, about 907 requests; at
                         most 4,000 at a time, more are dropped
                soak     200 falling to 10 users for 10m, each at most one iteration in 5s:
                         at most about 12,800 iterations, 38,716 requests

            Altogether about 1,523 arrivals, at most 20/s, up to 200 users. When the last
            phase is over, what is under way has 10s to end.

                   20/s | ██▁
                        | ███▂
                        |▄████▄
                        |██████▅
                        |███████▆▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂
                        |
              200 users |                           █▇▆▅▄▃▂▁
                        |                           █████████▇▆▅▄▃▂▁▁
                        |                           ██████████████████▇▆▅▄▃▂▁
                        |                           ██████████████████████████▇▆▅▄▃▂▁
                        |                           ██████████████████████████████████▇▆▅▄▃
                      0 ++-----+-------------------+--------------------------------------+
                        0      2m                  7m                                   17m
                               steady              soak

            Scenarios, of which each arrival or iteration takes one:
                browse (98.8%): 3 requests and about 2s of think time
                    list products, GET /products, HEAD /products
                buy (1.2%): 5 requests
                    POST /orders, PUT /orders/1, PATCH /orders/1, DELETE /orders/1, OPTIONS
                    /orders
            The run passes if
                - the 95th percentile of the response time is below 300ms
                - the 99.9th percentile of the response time is at most 1.5s
                - the mean response time is below 1s, of list products, in the phase steady
                - the part of requests that fail is below 1%
                - the part of planned arrivals that begin is at least 0.99
                - the rate of requests is above 600/m
                - the number of requests is above 100
                - the longest first byte time is below 2s, in every 1m30s, or the run ends
                  (judged from 10s on)
                - the longest schedule lag is below 1ms
            Workers: 3, up to 5 while it runs; nobody takes over from one that is lost; up
            to 5% of the arrivals may be lost with them; without a coordinator they go on
            for 45s.
            Seed: -42. The same plan with it sends the same requests.
            """);
  }

  @Test
  void saysLittleAboutAShortPlan() {
    String plan = Plans.SHORTEST.replace("arrivalRate: 20/s", "users: 1") + "seed: 7\n";
    assertThat(text(plan))
        .isEqualTo(
            """
            plan: 30s against http://127.0.0.1:8080, in 1 phase

                phase-1  1 user for 30s: as many requests as the target answers

            Altogether up to 1 user. When the last phase is over, what is under way has 30s
            to end.

              1 user |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                     |█████████████████████████████████████████████████████████████████████
                   0 +--------------------------------------------------------------------+
                     0                                                                  30s
                     phase-1

            The scenario:
                visit: 1 request
                    GET /
            No thresholds: the run passes if it measured what it should.
            Workers: all that are there; the others take over from one that is lost; no
            arrival may be lost with them.
            Seed: 7. The same plan with it sends the same requests.
            """);
  }

  @Test
  void saysHowMuchAReplaySends() {
    String plan = Plans.SHORTEST.replace("arrivalRate: 20/s", "replay: { file: access.log }");
    assertThat(text(plan.replace("    duration: 30s\n", "")))
        .contains(" phase-1  a replay of 2s, at most 2/s: 3 arrivals, 3 requests\n")
        .contains("Altogether 3 arrivals, at most 2/s.");
    assertThat(text(plan.replace("30s", "1s\n    maxVUs: 7")))
        .contains("a replay of 1s, at most 1/s: 1 arrival, 1 request; at most 7 at a\n");
  }

  @Test
  void fitsATerminal() {
    assertThat(text(Plans.FULL).lines()).allMatch(line -> line.length() <= 80);
    assertThat(SummaryText.of(PlanSummary.of(Plans.plan(Plans.FULL)), false))
        .matches("\\p{ASCII}*");
  }

  @Test
  void givesALongNameALineOfItsOwn() {
    String name = "a".repeat(90);
    assertThat(text(Plans.SHORTEST.replace("- arrival", "- name: " + name + "\n    arrival")))
        .contains("\n    " + name + "\n", "20/s for 30s");
  }

  @Test
  void showsNoHeader() {
    assertThat(text(Plans.FULL)).doesNotContain("s3cret");
  }

  @Test
  void warnsOfMoreThinkingUsersThanThereMayBe() {
    String plan =
        Plans.withStep("- get: /\n- think: 10s\n")
            .replace("duration: 30s", "duration: 30s\n    maxVUs: 100");
    assertThat(text(plan)).contains("Note: at the peak about 200 virtual users");
    assertThat(text(plan.replace("100", "200"))).doesNotContain("Note");
  }

  private static String text(String plan) {
    return SummaryText.of(PlanSummary.of(Plans.plan(plan)), true);
  }
}
