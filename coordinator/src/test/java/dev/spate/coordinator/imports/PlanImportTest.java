package dev.spate.coordinator.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.spate.coordinator.plan.Plans;
import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What plans are made from (`imports/NAME`) and the plans (`imports/plans/NAME.yaml`). `shop.har`
/// is what Chromium sent to a small shop on loopback, recorded over its DevTools protocol.
final class PlanImportTest {
  private static final Path SOURCES = Path.of("src/test/resources/dev/spate/coordinator/imports");

  static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(SOURCES.resolve(name));
  }

  private static PlanImport imported(String text) {
    return PlanImport.of(text, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("sources")
  void makesThePlanThatIsExpected(String name) throws IOException {
    PlanImport made = imported(text(name));
    assertThat(made.yaml()).isEqualTo(Files.readString(SOURCES.resolve("plans/" + name + ".yaml")));
    assertThat(Plans.plan(made.yaml()).requestNames()).isNotEmpty();
    assertThat(made.notes()).isNotEmpty().allMatch(note -> made.yaml().contains("#   - " + note));
  }

  @ParameterizedTest
  @CsvSource({
    "browser.curl, CURL",
    "shop.har, HAR",
    "petstore.yaml, OPENAPI",
    "shop.postman.json, POSTMAN",
    "options.k6.json, K6",
    "shop.artillery.yaml, ARTILLERY"
  })
  void seesWhatItIs(String name, ImportKind kind) throws IOException {
    assertThat(imported(text(name)).kind()).isEqualTo(kind);
  }

  /// Nothing with a placeholder in it is sent, be it encoded or not.
  @Test
  void requestsWhoseVariablesHaveNoValueAreNotedWhereverTheyStand() {
    PlanImport artillery =
        imported(
            """
            config: { target: "http://shop.example", phases: [{ duration: 1, arrivalRate: 1 }] }
            scenarios:
              - flow:
                  - get: { url: /kept }
                  - get: { url: /a, qs: { id: "{{ id }}" } }
                  - get: { url: /b, qs: { "{{ id }}": 1 } }
                  - post: { url: /c, form: { "{{ id }}": 1 } }
                  - get: { url: /d, qs: { list: [1, 2] } }
              - { name: off, weight: 0, flow: [{ get: { url: /off } }] }
            """);
    assertThat(Plans.plan(artillery.yaml()).requestNames()).containsExactly("GET /kept", "GET /d");
    assertThat(artillery.notes())
        .anyMatch(note -> note.startsWith("GET /a"))
        .anyMatch(note -> note.startsWith("GET /b"))
        .anyMatch(note -> note.startsWith("POST /c"))
        .anyMatch(note -> note.contains("list in the query"))
        .anyMatch(note -> note.contains("scenario off"));

    PlanImport postman =
        imported(
            """
            {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
             "variable": [{"key": "known", "value": "a b"}],
             "item": [
              {"name": "kept", "request": {"method": "GET", "url": {"raw": "http://shop.example/:id",
                "variable": [{"key": "id", "value": "{{known}}"}]}}},
              {"name": "path", "request": {"method": "GET", "url": {"raw": "http://shop.example/:id",
                "variable": [{"key": "id", "value": "{{id}}"}]}}},
              {"name": "key", "request": {"method": "POST", "url": "http://shop.example/",
                "body": {"mode": "urlencoded", "urlencoded": [{"key": "{{id}}", "value": "1"}]}}}]}
            """);
    assertThat(Plans.plan(postman.yaml()).requestNames()).containsExactly("kept", "path", "key");
    assertThat(postman.yaml())
        .contains("/a+b", "variables:\n  id: \"\"\n", "get: \"/${id}\"", "${urlEncode(id)}=1");
    assertThat(postman.notes())
        .containsOnlyOnce(
            "the value of {{id}} is not in the collection: it is empty, or what -e id=VALUE gives it");
  }

  /// As in most collections, whose environment has the host.
  @Test
  void aHostThatPostmanDoesNotSayIsThePlansTarget() {
    PlanImport made =
        imported(
            """
            {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
             "auth": {"type": "basic", "basic": [{"key": "username", "value": "{{user}}"}, {"key": "password", "value": "x"}]},
             "item": [
              {"name": "one", "request": {"method": "GET", "url": "{{baseUrl}}/one/{{user-id}}?t={{$timestamp}}"}},
              {"name": "two", "request": {"method": "POST", "url": {"raw": "{{baseUrl}}/two"},
                "body": {"mode": "raw", "raw": "{\\"id\\": {{n}}, \\"u\\": \\"{{$guid}}\\"}"}}},
              {"name": "other", "request": {"method": "GET", "url": "https://{{other}}/"}}]}
            """);
    assertThat(Plans.plan(made.yaml()).requestNames()).containsExactly("one", "two");
    assertThat(made.yaml())
        .contains(
            "target: http://127.0.0.1:8080",
            "/one/${user_id}?t=${now('s')}",
            "basic: { user: \"${user}\", password: x }",
            "${n}",
            "${uuid()}");
    assertThat(made.notes())
        .anyMatch(note -> note.startsWith("{{baseUrl}} has no value"))
        .anyMatch(note -> note.contains("-e user_id=VALUE"))
        .anyMatch(note -> note.contains("which host it goes to is not known"));
  }

  @Test
  void keepsARecordingsPausesAndLeavesTheBrowsersHeadersOut() throws IOException {
    PlanImport made = imported(text("shop.har"));
    assertThat(made.yaml()).contains("- think: 1.").doesNotContain("Mozilla", "sid=");
    Plan plan = Plans.plan(made.yaml());
    assertThat(plan.scenarios().getFirst().flow()).hasSize(7);
    assertThat(plan.requestNames()).contains("GET /api/products", "POST /api/orders");
  }

  @Test
  void sendsWhatCurlSends() {
    Plan plan =
        Plans.plan(
            imported("curl 'http://a.example/x?q=1' -H 'X-A: b' -d 'a=1' -d b=2 -XPUT").yaml());
    HttpRequest request = (HttpRequest) plan.scenarios().getFirst().flow().getFirst();
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.path().text()).isEqualTo("/x?q=1");
    assertThat(request.body().size()).isEqualTo("a=1&b=2".length());
    assertThat(request.headers()).hasSize(2);
  }

  /// What a plan would take for a variable was none where it was recorded.
  @Test
  void whatLooksLikeAVariableIsSentAsItStood() {
    String har =
        """
        {"log":{"entries":[{"request":{"method":"POST","url":"http://a.example/${x}",
          "headers":[{"name":"x-a","value":"${y}"}],
          "postData":{"mimeType":"application/json","text":"{\\"b\\":\\"${z}\\"}"}}}]}}
        """;

    Plan plan = Plans.plan(imported(har).yaml());

    HttpRequest request = (HttpRequest) plan.scenarios().getFirst().flow().getFirst();
    assertThat(request.path()).isEqualTo(Template.of("/$%7Bx%7D"));
    assertThat(request.headers().getFirst().value()).isEqualTo(Template.of("${y}"));
    assertThat(request.body()).isEqualTo(Body.of("{\"b\":\"${z}\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "hello",
        "a: [",
        "curl",
        "curl 'http://a",
        "curl -H",
        "curl ''",
        "curl http://",
        "{\"log\":{\"entries\":[]}}",
        "{\"log\":{\"entries\":[{}]}}",
        "{\"swagger\":\"2.0\"}",
        "openapi: '2'",
        "a: &a [*a]",
        "!!java.lang.Runtime x"
      })
  void saysWhatMakesNoPlan(String text) {
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> imported(text))
        .satisfies(wrong -> assertThat(wrong.getMessage()).isNotBlank().doesNotContain("\n  at "));
  }

  @Test
  void refusesWhatIsBuiltToBlowUp() {
    String deep = "[".repeat(100_000);
    StringBuilder bomb = new StringBuilder("openapi: '3.1'\na0: &a0 [x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String last = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s, %s, %s]\n".formatted(i, i, last, last, last));
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String text : List.of("{\"log\":" + deep, deep, bomb.toString(), "x: " + deep)) {
            assertThatExceptionOfType(ImportException.class).isThrownBy(() -> imported(text));
          }
        });
  }

  @Test
  void boundsASchemaThatGrowsThroughItsReferences() {
    StringBuilder schemas = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String next = "{\"$ref\":\"#/s/S" + (i + 1) + "\"}";
      schemas.append(
          "\"S%d\":{\"type\":\"object\",\"required\":[\"a\",\"b\"],\"properties\":{\"a\":%s,\"b\":%s}},"
              .formatted(i, next, next));
    }
    String text =
        "{\"openapi\":\"3.0.0\",\"paths\":{\"/\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":"
            + "{\"schema\":{\"$ref\":\"#/s/S0\"}}}}}}},\"s\":{"
            + schemas
            + "\"S30\":{}}}";
    PlanImport made = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> imported(text));
    assertThat(made.yaml().length()).isLessThan(100_000);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void makesAPlanOrSaysWhyNotOfWhateverIsDamaged(String name) throws IOException {
    String whole = text(name);
    Random random = new Random(name.hashCode());
    int made = 0;
    for (int round = 0; round < 300; round++) {
      String damaged = damaged(whole, random);
      try {
        Plans.plan(imported(damaged).yaml());
        made++;
      } catch (ImportException wrong) {
        assertThat(wrong.getMessage()).as(damaged).isNotBlank();
      }
    }
    assertThat(made).isBetween(10, 299);
  }

  private static String damaged(String whole, Random random) {
    String[] splinters = {
      "",
      "null",
      "-1",
      "1e99999",
      "${x}",
      "{{y}}",
      "\"",
      "[]",
      "{}",
      "\\u0000",
      "\u2028",
      "'",
      "/",
      "://",
      "%",
      "#",
      "\n",
      "9".repeat(30),
      "\u00fc",
      "true"
    };
    StringBuilder text = new StringBuilder(whole);
    for (int cut = random.nextInt(1, 4); cut > 0; cut--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(1, 8));
      text.replace(at, to, splinters[random.nextInt(splinters.length)]);
    }
    return text.toString();
  }
}
