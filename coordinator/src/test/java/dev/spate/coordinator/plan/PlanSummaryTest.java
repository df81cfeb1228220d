package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlanSummaryTest {
  @Test
  void saysWhatAPlanWillDo() {
    assertThat(PlanSummary.of(Plans.plan(Plans.FULL)).text())
        .isEqualTo(
            """
            plan        shop
            target      https://staging.shop.example:8443/v2
            phases      4 phases, 17m
                warm: 10/s for 30s, 300 arrivals, at most 50,000 at a time, warm-up
                phase-2: 20/s to 0.5/s for 1m30s, 923 arrivals, at most 50,000 at a time
                steady: 1/s for 5m, Poisson, about 300 arrivals, at most 4,000 at a time, more are dropped
                soak: 200 to 10 users for 10m, each at most one iteration in 5s
            total       about 1,523 arrivals, peak 20/s, up to 200 users, then up to 10s to finish
            scenarios   browse 98.8%, buy 1.2%
            thresholds
                response_time: p(95)<300ms
                response_time: p(99.9) <= 1.5s
                response_time{request:list products,phase:steady}: avg<1s
                failed: rate<1%
                offered: rate>=0.99
                requests: rate>600/m
                requests: count>100
                first_byte: max<2s in every 1m30s, or the run ends, from 10s on
                schedule_lag: max<1ms
            workers     3, up to 5 while it runs; nobody takes over from one that is lost; up to 5% of the arrivals may be lost with them; 45s without a coordinator
            seed        -42
            """);
  }

  @Test
  void saysLittleAboutAShortPlan() {
    String plan = Plans.SHORTEST.replace("arrivalRate: 20/s", "users: 1") + "seed: 7\n";
    assertThat(PlanSummary.of(Plans.plan(plan)).text())
        .isEqualTo(
            """
            plan        plan
            target      http://127.0.0.1:8080
            phases      1 phase, 30s
                phase-1: 1 user for 30s
            total       up to 1 user, then up to 30s to finish
            scenarios   visit 100%
            thresholds  none
            workers     all that are there; the others take over from one that is lost; no arrival may be lost with them
            seed        7
            """);
  }

  @Test
  void keepsNumbersForOthers() {
    PlanSummary summary = PlanSummary.of(Plans.plan(Plans.FULL));
    assertThat(summary.plannedArrivals()).isEqualTo(300 + 923 + 300);
    assertThat(summary.peakRate()).isEqualTo(20);
    assertThat(summary.mostUsers()).isEqualTo(200);
    assertThat(summary.poisson()).isTrue();
  }

  @Test
  void showsNoHeader() {
    assertThat(PlanSummary.of(Plans.plan(Plans.FULL)).text()).doesNotContain("s3cret");
  }
}
