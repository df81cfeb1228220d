package dev.spate.coordinator.report;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Metric;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Small plans.
final class Plans {
  static final long SECOND = 1_000_000_000L;
  private static final Target TARGET = new Target(Target.Scheme.HTTP, "127.0.0.1", 8080, "");

  private Plans() {}

  static Phase steady(String name, long perSecond, double seconds) {
    return open(name, perSecond, perSecond, seconds, Arrivals.UNIFORM, false);
  }

  static Phase warmup(String name, long perSecond, double seconds) {
    return open(name, perSecond, perSecond, seconds, Arrivals.UNIFORM, true);
  }

  static Phase open(
      String name, long from, long to, double seconds, Arrivals arrivals, boolean warmup) {
    OpenLoad load = new OpenLoad(Rate.perSecond(from), Rate.perSecond(to), arrivals);
    return new Phase(name, (long) (seconds * SECOND), load, warmup, 1_000, Phase.OnLimit.WAIT);
  }

  static Phase closed(String name, int users, double seconds) {
    return new Phase(
        name,
        (long) (seconds * SECOND),
        new ClosedLoad(users, users, 0),
        false,
        1_000,
        Phase.OnLimit.WAIT);
  }

  static Plan plan(Phase... phases) {
    return plan(List.of(phases), List.of("GET /"), List.of(), 0);
  }

  /// For more workers than the others have lanes for.
  static Plan withLanes(Plan plan, int lanes) {
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        lanes,
        plan.http(),
        plan.phases(),
        plan.scenarios(),
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  /// To a target whose certificate goes unverified.
  static Plan insecure(Phase... phases) {
    Plan plan = plan(phases);
    TlsOptions tls =
        new TlsOptions(true, "", List.of(), "", "", "", true, TlsOptions.Provider.AUTO);
    return new Plan(
        plan.name(),
        new Target(Target.Scheme.HTTPS, "127.0.0.1", 8443, ""),
        plan.seed(),
        plan.lanes(),
        HttpOptions.DEFAULT.withTls(tls),
        plan.phases(),
        plan.scenarios(),
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  static Plan plan(
      List<Phase> phases, List<String> requests, List<Threshold> thresholds, double tolerance) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String name : requests) {
      HttpRequest request = new HttpRequest(name, "GET", "/", List.of(), Body.EMPTY, Set.of());
      scenarios.add(new Scenario("scenario of " + name, 1, List.of(request)));
    }
    return new Plan(
        "shop",
        TARGET,
        42,
        64,
        HttpOptions.DEFAULT,
        phases,
        scenarios,
        thresholds,
        new Workers(0, tolerance),
        5 * SECOND);
  }

  static Threshold threshold(
      Metric metric, Statistic statistic, Comparison comparison, double limit, String expression) {
    return new Threshold(metric, "", "", statistic, comparison, limit, expression);
  }

  /// `p(percent) < seconds` of the response time.
  static Threshold below(double percent, double seconds) {
    return threshold(
        Metric.RESPONSE_TIME,
        new Statistic.Percentile(percent),
        Comparison.LESS,
        seconds,
        "p(%s)<%ss".formatted(percent, seconds));
  }
}
