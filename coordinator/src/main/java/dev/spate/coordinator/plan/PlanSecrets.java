package dev.spate.coordinator.plan;

import dev.spate.plan.Choice;
import dev.spate.plan.Feed;
import dev.spate.plan.Group;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Once;
import dev.spate.plan.Parallel;
import dev.spate.plan.Plan;
import dev.spate.plan.Repeat;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Scenario;
import dev.spate.plan.SecretHeaders;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Think;
import dev.spate.plan.TlsOptions;
import java.util.List;

/// Takes secrets out of a plan that is to be kept. The text of a plan is redacted where it is
/// parsed ([ParsedPlan.Accepted#redactedText()]); this is for the value.
public final class PlanSecrets {
  /// What stands in the place of a secret.
  public static final String MASK = SecretHeaders.MASK;

  private PlanSecrets() {}

  /// The same plan with [#MASK] as the value of every header that carries a secret, as the user of
  /// the proxy where it has one, as the client's private key where it is in the plan itself, and as
  /// the only record of a feeder.
  public static Plan masked(Plan plan) {
    HttpOptions http = plan.http();
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        http.withHeaders(masked(http.headers()))
            .withConnections(http.connections().withoutCredentials(MASK))
            .withTls(masked(http.tls())),
        plan.phases(),
        plan.scenarios().stream().map(PlanSecrets::masked).toList(),
        plan.thresholds(),
        plan.workers(),
        plan.gracefulStopNs(),
        plan.feeders().stream().map(feeder -> feeder.masked(MASK)).toList(),
        new Once(maskedSteps(plan.once().before()), maskedSteps(plan.once().after())));
  }

  private static TlsOptions masked(TlsOptions tls) {
    return new TlsOptions(
        tls.insecure(),
        tls.serverName(),
        tls.versions(),
        tls.authorities(),
        tls.certificate(),
        isSecret(tls.key()) ? MASK : tls.key(),
        tls.resumption(),
        tls.provider());
  }

  /// Whether a key is there itself, and not the name of its file.
  static boolean isSecret(String key) {
    return key.contains("-----BEGIN ");
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
        scenario.name(), scenario.weight(), maskedSteps(scenario.flow()), scenario.cookies());
  }

  private static List<Step> maskedSteps(List<Step> steps) {
    return steps.stream().map(PlanSecrets::masked).toList();
  }

  private static Step masked(Step step) {
    return switch (step) {
      case Think think -> think;
      case Feed feed -> feed;
      case HttpRequest request -> masked(request);
      case Parallel(var requests) ->
          new Parallel(requests.stream().map(PlanSecrets::masked).toList());
      case SetVariables set -> set.withSecretsAs(MASK);
      case Group(String name, var within) -> new Group(name, maskedSteps(within));
      case Choice(var condition, var then, var otherwise) ->
          new Choice(condition.withSecretsAs(MASK), maskedSteps(then), maskedSteps(otherwise));
      case Repeat(var rounds, var within) -> new Repeat(masked(rounds), maskedSteps(within));
      case Log(var text) -> new Log(text.withSecretsAs(MASK));
    };
  }

  private static HttpRequest masked(HttpRequest request) {
    return new HttpRequest(
        request.name(),
        request.method(),
        request.path().withSecretsAs(MASK),
        request.headers().stream().map(PlanSecrets::masked).toList(),
        request.body().withSecretsAs(MASK),
        request.expectedStatuses(),
        request.checks().stream().map(check -> check.withSecretsAs(MASK)).toList(),
        request.captures(),
        request.timeoutNs(),
        request.tags(),
        request.redirects());
  }

  private static Repeat.Rounds masked(Repeat.Rounds rounds) {
    return switch (rounds) {
      case Repeat.Times times -> times;
      case Repeat.Over over -> over;
      case Repeat.While(var condition, int atMost) ->
          new Repeat.While(condition.withSecretsAs(MASK), atMost);
    };
  }

  private static RequestHeader masked(RequestHeader header) {
    return SecretHeaders.isSecret(header.name())
        ? new RequestHeader(header.name(), Template.of(MASK))
        : new RequestHeader(header.name(), header.value().withSecretsAs(MASK));
  }

  private static List<Header> masked(List<Header> headers) {
    return headers.stream()
        .map(header ->
            SecretHeaders.isSecret(header.name()) ? new Header(header.name(), MASK) : header)
        .toList();
  }
}
