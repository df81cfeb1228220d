package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Plans cannot be built wrong.
final class PlanTest {
  private static final Target TARGET = new Target(Target.Scheme.HTTP, "localhost", 80, "");
  private static final Phase WARM = phase("warm", 2_000_000_000L);
  private static final Phase STEADY = phase("steady", 3_000_000_001L);
  private static final Scenario BROWSE =
      new Scenario("browse", 1, List.of(request("b"), new Think(0, 1), request("a"), request("b")));
  private static final Scenario BUY = new Scenario("buy", 1, List.of(request("c"), request("a")));

  @Test
  void phasesFollowEachOther() {
    Plan plan = plan(List.of(WARM, STEADY), List.of(BROWSE), List.of());

    assertThat(plan.beginsNs(0)).isZero();
    assertThat(plan.beginsNs(1)).isEqualTo(2_000_000_000L);
    assertThat(plan.durationNs()).isEqualTo(5_000_000_001L);
  }

  @Test
  void requestsAreNumberedInTheOrderOfTheirFirstUse() {
    assertThat(plan(List.of(WARM), List.of(BROWSE, BUY), List.of()).requestNames())
        .containsExactly("b", "a", "c");
  }

  @Test
  void everyArrivalOfEveryPhaseHasASeedOfItsOwn() {
    Plan plan = plan(List.of(WARM, STEADY), List.of(BROWSE), List.of());

    assertThat(Set.of(plan.seedOf(0, 0), plan.seedOf(0, 1), plan.seedOf(1, 0), plan.seedOf(1, 1)))
        .hasSize(4);
  }

  @Test
  void refusesNamesThatAreGivenTwice() {
    assertRefused("two phases are called warm", List.of(WARM, WARM), List.of(BROWSE), List.of());
    assertRefused("two scenarios are called buy", List.of(WARM), List.of(BUY, BUY), List.of());
  }

  @Test
  void refusesAPlanThatDoesNothing() {
    assertRefused("1 to 100 phases", List.of(), List.of(BROWSE), List.of());
    assertRefused("1 to 100 scenarios", List.of(WARM), List.of(), List.of());
    assertThatThrownBy(() -> new Scenario("s", 1, List.of(new Think(1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a request among them");
  }

  @Test
  void refusesMoreThanAPlanMayHave() {
    List<Threshold> many = Collections.nCopies(201, threshold("", ""));

    assertRefused("at most 200 thresholds", List.of(WARM), List.of(BROWSE), many);
    assertThatThrownBy(() -> Body.of(new byte[Body.MAX_BYTES + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAThresholdAboutSomethingElse() {
    assertRefused(
        "a phase that the plan has not: soak",
        List.of(WARM),
        List.of(BROWSE),
        List.of(threshold("", "soak")));
    assertRefused(
        "a request that the plan has not: c",
        List.of(WARM),
        List.of(BROWSE),
        List.of(threshold("c", "warm")));
    assertThat(plan(List.of(WARM), List.of(BROWSE), List.of(threshold("a", "warm"))).thresholds())
        .hasSize(1);
  }

  @Test
  void refusesAStatisticThatTheMetricHasNot() {
    assertThatThrownBy(() -> threshold(Metric.RESPONSE_TIME, Statistic.Simple.RATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rate");
    assertThatThrownBy(() -> threshold(Metric.FAILED, new Statistic.Percentile(99)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate and count only");
    assertThatThrownBy(() -> new Statistic.Percentile(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Statistic.Percentile(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatAServerCouldReadAsMoreThanOneHeaderOrRequest() {
    assertThatThrownBy(() -> new Header("x", "1\r\ny: 2"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Header("x y", "1")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Header("", "1")).isInstanceOf(IllegalArgumentException.class);
    for (String path : List.of("", "a", "/a b", "/a#b", "/a\r\nHost: b", "/\u00e9")) {
      assertThatThrownBy(() -> new HttpRequest("r", "GET", path, List.of(), Body.EMPTY, Set.of()))
          .as("path '%s'", path)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new HttpRequest("r", "GET /", "/", List.of(), Body.EMPTY, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAnswerSucceedsByThePlansStatuses() {
    HttpRequest any = request("any");
    HttpRequest two = new HttpRequest("two", "GET", "/", List.of(), Body.EMPTY, Set.of(201, 404));

    assertThat(any.accepts(399)).isTrue();
    assertThat(any.accepts(400)).isFalse();
    assertThat(two.accepts(404)).isTrue();
    assertThat(two.accepts(200)).isFalse();
  }

  @Test
  void theHostHeaderHasThePortOnlyWhereItMustBe() {
    assertThat(TARGET.authority()).isEqualTo("localhost");
    assertThat(new Target(Target.Scheme.HTTPS, "::1", 80, "/b").url())
        .isEqualTo("https://[::1]:80/b");
    assertThatThrownBy(() -> new Target(Target.Scheme.HTTP, "h", 80, "/b/"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(
      String message, List<Phase> phases, List<Scenario> scenarios, List<Threshold> thresholds) {
    assertThatThrownBy(() -> plan(phases, scenarios, thresholds))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Plan plan(
      List<Phase> phases, List<Scenario> scenarios, List<Threshold> thresholds) {
    return new Plan(
        "p",
        TARGET,
        1,
        Lanes.DEFAULT_TOTAL,
        HttpOptions.DEFAULT,
        phases,
        scenarios,
        thresholds,
        Workers.DEFAULT,
        Plan.DEFAULT_GRACEFUL_STOP_NS);
  }

  private static Phase phase(String name, long durationNs) {
    return new Phase(name, durationNs, new ClosedLoad(1, 1, 0), false, 1, Phase.OnLimit.WAIT);
  }

  private static HttpRequest request(String name) {
    return new HttpRequest(name, "GET", "/", List.of(), Body.EMPTY, Set.of());
  }

  private static Threshold threshold(String request, String phase) {
    return new Threshold(
        Metric.REQUESTS, request, phase, Statistic.Simple.COUNT, Comparison.GREATER, 1, "count>1");
  }

  private static Threshold threshold(Metric metric, Statistic statistic) {
    return new Threshold(metric, "", "", statistic, Comparison.LESS, 1, "");
  }

  @Test
  void redirectsAreFollowedUpToALimit() {
    HttpRequest request = request("r").withRedirects(20);
    assertThat(IntStream.range(200, 600).filter(request::follows))
        .containsExactly(301, 302, 303, 307, 308);
    assertThat(request.withRedirects(0).follows(302)).isFalse();
    assertThatThrownBy(() -> request.withRedirects(21))
        .hasMessage("0 to 20 redirects are followed, not 21");
  }
}
