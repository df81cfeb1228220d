package dev.spate.coordinator.plan;

import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.List;

/// Takes secrets out of a plan that is to be kept. The text of a plan is redacted where it is
/// parsed ([ParsedPlan.Accepted#redactedText()]); this is for the value.
public final class PlanSecrets {
  /// What stands in the place of a secret.
  public static final String MASK = "***";

  private PlanSecrets() {}

  /// The same plan with [#MASK] as the value of every header that carries a secret.
  public static Plan masked(Plan plan) {
    HttpOptions http = plan.http();
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        http.withHeaders(masked(http.headers())),
        plan.phases(),
        plan.scenarios().stream().map(PlanSecrets::masked).toList(),
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  /// A line of an HTTP head, with [#MASK] as the value of a header that carries a secret.
  public static String maskedHeaderLine(String line) {
    int colon = line.indexOf(':');
    return colon > 0 && SecretHeaders.isSecret(line.substring(0, colon))
        ? line.substring(0, colon) + ": " + MASK
        : line;
  }

  private static Scenario masked(Scenario scenario) {
    return new Scenario(
        scenario.name(),
        scenario.weight(),
        scenario.flow().stream().map(PlanSecrets::masked).toList());
  }

  private static Step masked(Step step) {
    return switch (step) {
      case Think think -> think;
      case HttpRequest request ->
          new HttpRequest(
              request.name(),
              request.method(),
              request.path(),
              masked(request.headers()),
              request.body(),
              request.expectedStatuses());
    };
  }

  private static List<Header> masked(List<Header> headers) {
    return headers.stream()
        .map(header ->
            SecretHeaders.isSecret(header.name()) ? new Header(header.name(), MASK) : header)
        .toList();
  }
}
