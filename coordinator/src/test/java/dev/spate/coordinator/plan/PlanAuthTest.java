package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ClientCredentials;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who requests are from, said once for all of them.
class PlanAuthTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      http: { auth: { basic: { user: anna, password: open sesame } } }
      phases:
        - { arrivalRate: 20/s, duration: 30s }
      scenarios:
        visit:
          flow:
            - get: /a
            - { get: /b, auth: { bearer: t0ken } }
            - { get: /c, headers: { Authorization: own } }
      """;

  @Test
  void isThatOfRequestsWithoutOneOfTheirOwn() {
    assertThat(authorization(0)).containsExactly("Basic YW5uYTpvcGVuIHNlc2FtZQ==");
    assertThat(authorization(1)).containsExactly("Bearer t0ken");
    assertThat(authorization(2)).containsExactly("own");
  }

  private static List<String> authorization(int step) {
    HttpRequest request = (HttpRequest) Plans.plan(PLAN).scenarios().getFirst().flow().get(step);
    return request.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(AuthReader.HEADER))
        .map(RequestHeader::value)
        .map(value -> value.text())
        .toList();
  }

  @Test
  void aTokenIsAskedForWithWhatEverybodyHas() {
    String text =
        """
        target: http://127.0.0.1:8080
        variables: { secret: s3cret }
        http:
          auth: { oauth2: { tokenUrl: "https://login.example/o/token/", clientId: load, clientSecret: "${secret}", scope: read } }
        phases: [ { arrivalRate: 20/s, duration: 30s } ]
        scenarios:
          visit:
            flow:
              - get: /a
              - get: /b
              - { get: /c, auth: { oauth2: { tokenUrl: "http://login.example", clientId: other, clientSecret: x, in: body } } }
        """;
    ParsedPlan.Accepted accepted = Plans.accepted(text);
    assertThat(accepted.plan().clients())
        .containsExactly(
            new ClientCredentials(
                new Target(Target.Scheme.HTTPS, "login.example", 443, ""),
                "/o/token/",
                "load",
                "s3cret",
                "read",
                "",
                ClientCredentials.Place.HEADER),
            new ClientCredentials(
                new Target(Target.Scheme.HTTP, "login.example", 80, ""),
                "/",
                "other",
                "x",
                "",
                "",
                ClientCredentials.Place.BODY));
    assertThat(accepted.redactedText()).doesNotContain("${secret}", "clientSecret: x");
    assertThat(PlanSecrets.masked(accepted.plan()).clients()).isEmpty();
  }
}
