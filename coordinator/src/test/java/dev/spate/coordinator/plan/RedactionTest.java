package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  @Test
  void keepsEverythingElseAsItStands() {
    String redacted = Plans.accepted(Plans.FULL).redactedText();
    assertThat(redacted)
        .isEqualTo(
            Plans.FULL
                .replace("Bearer very-s3cret", "\"***\"")
                .replace("\"sid=s3cret; b=c\"", "\"***\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization: Bearer s3cret   # mine",
        "authorization: 's3cret'",
        "AUTHORIZATION: \"s3\\u0063ret s3cret\"",
        "authorization: >-\n  Bearer\n  s3cret\n  s3cret\n\n# a comment",
        "authorization: |-\n  s3cret",
        "authorization:\n  Bearer\n  s3cret",
        "authorization: \"Bearer\n  s3cret\"",
        "authorization: &tok s3cret",
        "authorization: !!str s3cret",
        "authorization: &tok !!str s3cret",
        "\"authorization\"  :   s3cret",
        "? authorization\n: s3cret",
        "x-one: &tok s3cret\ncookie: *tok"
      })
  void hidesAValueInEveryStyle(String header) {
    String text = withHeader(header);
    String redacted = Plans.accepted(text).redactedText();
    assertThat(redacted).doesNotContain("s3cret").contains("***");
    assertThat(Plans.plan(redacted).scenarios().getFirst().flow()).hasSize(2);
    assertThat(lastHeader(Plans.plan(redacted))).isEqualTo("***");
    String behind = "name: b\u00fccher \uD83D\uDE00";
    assertThat(redacted).startsWith(text.substring(0, text.indexOf("headers:"))).contains(behind);
    assertThat(redacted).endsWith("      - get: /after # the end\n" + behind + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, true", "Proxy-Authorization, true", "cookie, true", "x-api-key, true",
    "X-Auth-Token, true", "x-client-secret, true", "password, true", "My-Api-Key, true",
    "apikey, true", "accept, false", "x-cookies-eaten, false", "keep-alive, false"
  })
  void knowsWhichHeadersAreSecret(String name, boolean secret) {
    String redacted = Plans.accepted(withHeader(name + ": s3cret")).redactedText();
    assertThat(redacted.contains("s3cret")).isEqualTo(!secret);
  }

  @Test
  void masksThemInThePlanToo() {
    Plan masked = PlanSecrets.masked(Plans.plan(Plans.FULL));
    assertThat(masked.toString()).doesNotContain("s3cret").contains("application/json");
    assertThat(masked).isEqualTo(Plans.plan(Plans.accepted(Plans.FULL).redactedText()));
  }

  private static String withKey(String key) {
    return Plans.SHORTEST.replace("http://", "https://")
        + "http:\n  tls:\n    certificate: /etc/client.pem # mine\n"
        + ("key: " + key).indent(4)
        + "    provider: jdk\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|\n  -----BEGIN PRIVATE KEY-----\n  s3cret\n  -----END PRIVATE KEY-----",
        "\"-----BEGIN PRIVATE KEY-----\\ns3cret\\n-----END PRIVATE KEY-----\\n\""
      })
  void hidesAPrivateKey(String key) {
    String redacted = Plans.accepted(withKey(key)).redactedText();
    assertThat(redacted)
        .doesNotContain("s3cret")
        .contains("certificate: /etc/client.pem # mine\n    key: \"***\"\n    provider: jdk\n");
    Plan masked = PlanSecrets.masked(Plans.plan(withKey(key)));
    assertThat(masked.http()).isEqualTo(Plans.plan(redacted).http());
    assertThat(masked.toString()).doesNotContain("s3cret");
  }

  @Test
  void keepsTheNameOfTheFileOfAKey() {
    String plan = withKey("/etc/client.key");
    assertThat(Plans.accepted(plan).redactedText()).isEqualTo(plan);
    assertThat(PlanSecrets.masked(Plans.plan(plan)).http()).isEqualTo(Plans.plan(plan).http());
  }

  @Test
  void aProblemWithAKeyDoesNotShowIt() {
    String plan =
        withKey("\"-----BEGIN EC PRIVATE KEY-----\\ns3cret\\n-----END EC PRIVATE KEY-----\\n\"");
    assertThat(ProblemListing.of("plan.yaml", plan, Plans.problems(plan)))
        .contains("http.tls.key")
        .doesNotContain("s3cret");
  }

  @Test
  void hidesThemInJson() {
    String plan =
        """
        {"target": "http://a.example", "http": {"headers": {"Cookie":"s3cret","a":"b"}},
         "phases": [{"users": 1, "duration": "1s"}], "scenarios": {"s": {"flow": [{"get": "/"}]}}}
        """;
    assertThat(Plans.accepted(plan).redactedText())
        .isEqualTo(plan.replace("\"s3cret\"", "\"***\""));
  }

  @Test
  void countsCharactersBeyondTheBasicPlaneOnce() {
    String plan =
        withHeader(
            "x-a: b # \uD83D\uDE00 \uD83D\uDE00\ncookie: \"s3cret\" # \uD83D\uDE00\ntoken: s3cret");
    assertThat(Plans.accepted(plan).redactedText())
        .isEqualTo(
            plan.replace("\"s3cret\"", "\"***\"").replace("token: s3cret", "token: \"***\""));
  }

  private static String withHeader(String header) {
    return "# \uD83D\uDE00 first\n"
        + Plans.withStep("- get: /\n  headers:\n" + header.indent(4) + "- get: /after # the end")
        + "name: b\u00fccher \uD83D\uDE00\n";
  }

  private static String lastHeader(Plan plan) {
    List<Step> flow = plan.scenarios().getFirst().flow();
    return ((HttpRequest) flow.getFirst()).headers().getLast().value().text();
  }

  @Test
  void hidesPasswordsAndTokensOfRequests() {
    String plan =
        Plans.SHORTEST.replace(
            "- get: /",
            "- { get: /, auth: { basic: { user: anna, password: open sesame } } }\n"
                + "      - { get: /, auth: { bearer: t0ken } }");

    ParsedPlan parsed = PlanParser.parse(plan, () -> 1);

    assertThat(parsed).isInstanceOf(ParsedPlan.Accepted.class);
    assertThat(((ParsedPlan.Accepted) parsed).redactedText())
        .contains("user: anna, password: \"" + PlanSecrets.MASK + "\"")
        .contains("bearer: \"" + PlanSecrets.MASK + "\"")
        .doesNotContain("sesame", "t0ken");
  }

  @Test
  void hidesWhatAllRequestsAreFrom() {
    for (String auth :
        List.of("basic: { user: anna, password: open sesame }", "bearer: open-sesame")) {
      String redacted =
          Plans.accepted(Plans.SHORTEST + "\nhttp: { auth: { " + auth + " } }\n").redactedText();
      assertThat(redacted).contains("\"" + PlanSecrets.MASK + "\"").doesNotContain("sesame");
    }
  }
}
