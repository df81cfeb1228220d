package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Template.Encoding;
import dev.spate.plan.Template.Hole;
import dev.spate.plan.Template.Secret;
import dev.spate.plan.Template.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Texts with holes, and the variables in them.
final class TextsTest {
  private static final String PLAN =
      """
      target: http://127.0.0.1:8080
      http: { headers: { x-trace: "${uuid()}", x-fixed: a } }
      variables: { currency: EU R, token: }
      phases:
        - { arrivalRate: 20/s, duration: 30s }
      scenarios:
        visit:
          variables: { page: "${randomInt(1, 9)}" }
          flow:
            - set: { next: "${page}" }
            - get: /
      """;

  private static ParsedPlan parse(String step) {
    return PlanParser.parse(
        PLAN.replace("- get: /", step), new Given(Map.of("token", "t"), Map.of("KEY", "k/1")));
  }

  private static Plan plan(String step) {
    return switch (parse(step)) {
      case ParsedPlan.Accepted(Plan plan, _) -> plan;
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  private static HttpRequest request(String step) {
    return (HttpRequest) plan(step).scenarios().getFirst().flow().getLast();
  }

  private static Problem problem(String step) {
    return switch (parse(step)) {
      case ParsedPlan.Accepted(Plan plan, _) -> throw new AssertionError(plan);
      case ParsedPlan.Rejected(var problems) -> problems.getFirst();
    };
  }

  private static Template body(String body) {
    return Optional.ofNullable(request(body).body().template()).orElseThrow();
  }

  private static Hole hole(String variable, Encoding encoding) {
    return new Hole(new Expression.Variable(variable), encoding);
  }

  @Test
  void readsHolesInPathsHeadersAndBodies() {
    HttpRequest request =
        request("- { post: '/p/${next}?q=${page}', headers: { x: 'a${next}b' }, body: '${next}' }");
    assertThat(request.name()).isEqualTo("POST /p/${next}");
    assertThat(request.path().parts())
        .containsExactly(
            new Text("/p/"),
            hole("next", Encoding.URL),
            new Text("?q="),
            hole("page", Encoding.URL));
    assertThat(request.headers().getLast().value().parts())
        .containsExactly(new Text("a"), hole("next", Encoding.PLAIN), new Text("b"));
    assertThat(Optional.ofNullable(request.body().template()).orElseThrow().parts())
        .containsExactly(hole("next", Encoding.PLAIN));
  }

  @Test
  void putsInAtOnceWhatIsTheSameForEverybody() {
    assertThat(request("- get: /${currency}/${token}").path()).isEqualTo(Template.of("/EU%20R/t"));
    assertThat(request("- { post: /, body: '$${currency} ${currency}' }").body())
        .isEqualTo(dev.spate.plan.Body.of("${currency} EU R"));
  }

  @Test
  void beginsWithTheVariablesThatDiffer() {
    List<Step> flow = plan("- get: /").scenarios().getFirst().flow();
    assertThat(flow).hasSize(3);
    assertThat(((SetVariables) flow.getFirst()).assignments())
        .extracting(SetVariables.Assignment::variable)
        .containsExactly("page");
  }

  @Test
  void setsWhatSomeStepSetsAgain() {
    List<Step> flow =
        plan("- set: { currency: USD }\n      - get: /${currency}").scenarios().getFirst().flow();
    assertThat(((SetVariables) flow.getFirst()).assignments())
        .extracting(SetVariables.Assignment::variable)
        .containsExactly("currency", "page");
    assertThat(((HttpRequest) flow.getLast()).path().constant()).isFalse();
  }

  @Test
  void escapesInJsonButForWhatIsJsonItself() {
    Template body =
        body("- { post: /, json: { a: 'x\"${next}', b: ['${json(next)}', 1], c: '${currency}' } }");
    assertThat(body.parts())
        .containsExactly(
            new Text("{\"a\":\"x\\\""),
            hole("next", Encoding.JSON),
            new Text("\",\"b\":["),
            hole("next", Encoding.PLAIN),
            new Text(",1],\"c\":\"EU R\"}"));
  }

  @Test
  void nestsCalls() {
    assertThat(
            body("- { post: /, body: '${ hmac( \"sha256\" , env(\"KEY\"), upper(next)) }' }")
                .parts())
        .containsExactly(
            new Hole(
                new Expression.Call(
                    Function.HMAC,
                    List.of(
                        new Expression.Literal("sha256"),
                        new Expression.Secret("KEY", "k/1"),
                        new Expression.Call(
                            Function.UPPER, List.of(new Expression.Variable("next"))))),
                Encoding.PLAIN));
  }

  @Test
  void keepsTheEnvironmentOutOfWhatIsKept() {
    Plan plan = plan("- { get: '/${env(\"KEY\")}', headers: { x: '${env(\"KEY\")}' } }");
    HttpRequest request = (HttpRequest) plan.scenarios().getFirst().flow().getLast();
    assertThat(request.path().parts()).containsExactly(new Text("/"), new Secret("KEY", "k%2F1"));
    assertThat(request.path().constant()).isTrue();
    assertThat(PlanSecrets.masked(plan).toString()).doesNotContain("k/1").doesNotContain("k%2F1");
    assertThat(request.name()).doesNotContain("k/1");
  }

  @Test
  void givesHeadersOfThePlanToEachRequestThatHasNotItsOwn() {
    assertThat(request("- get: /").headers())
        .extracting(RequestHeader::name)
        .containsExactly("x-trace");
    assertThat(request("- { get: /, headers: { X-Trace: a } }").headers())
        .containsExactly(new RequestHeader("X-Trace", Template.of("a")));
    assertThat(plan("- get: /").http().headers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/${nxt} | unknown variable \"nxt\" | did you mean \"next\"?",
        "/${later} | unknown variable \"later\" | known here: currency, token, userNumber, arrivalNumber, page, next",
        "/${uuid} | unknown variable \"uuid\" | did you mean ${uuid()}?",
        "/${uid()} | unknown function \"uid\" | did you mean \"uuid\"?",
        "/${uuid(1)} | uuid takes no arguments, not 1 | ${uuid()}",
        "/${randomInt(1)} | randomInt takes 2 arguments, not 1 | ${randomInt(1, 6)}",
        "/${randomInt(6, 1)} | randomInt takes the least number first | ${randomInt(1, 6)}",
        "/${randomInt(1, next)} | randomInt takes whole numbers that are the same for everybody | ${randomInt(1, 6)}",
        "/${randomString(10001)} | randomString gives 0 to 10000 characters, not 10001 | ``",
        "/${now(\"us\")} | now wants one of \"iso\", \"ms\", \"s\" | ``",
        "/${next | \"${next\" has no } at its end | write $${ for a ${ that is meant as it is",
        "/${} | in a hole of the text a name is expected, not \"}\" | holes look like ${name} or ${randomInt(1, 6)}",
        "/${next.id} | in a hole of the text } is expected, not \".\" | holes look like ${name} or ${randomInt(1, 6)}",
        "/${upper(next} | in a hole of the text , or ) is expected, not \"}\" | holes look like ${name} or ${randomInt(1, 6)}",
        "/${env(\"NONE\")} | the environment variable \"NONE\" is not set where the plan is submitted | set it, or use a variable and -e NAME=VALUE",
        "/${json(next)} | json(...) stands alone, in a text of json | total: \"${json(total)}\"",
        "${next} | must begin with / | did you mean /?",
      })
  void saysWhatIsWrongWithAHole(String path, String message, String suggestion) {
    Problem problem = problem("- get: '" + path + "'");
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.suggestion()).isEqualTo(suggestion);
    assertThat(problem.path()).isEqualTo("scenarios.visit.flow[1].get");
  }

  @Test
  void wantsAValueForEachVariableAndAVariableForEachValue() {
    assertThat(Plans.problems(PLAN)).extracting(Problem::message).containsExactly("has no value");
    ParsedPlan parsed =
        PlanParser.parse(PLAN, new Given(Map.of("token", "t", "curency", "USD"), Map.of()));
    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParsedPlan.Rejected.class,
            rejected ->
                assertThat(rejected.problems())
                    .singleElement()
                    .satisfies(problem -> {
                      assertThat(problem.message()).contains("\"curency\"");
                      assertThat(problem.suggestion()).isEqualTo("did you mean \"currency\"?");
                    }));
  }

  @Test
  void takesNoNamesThatNoTextCouldHave() {
    assertThat(problem("- set: { a-b: 1 }\n      - get: /").message()).contains("letters, digits");
    assertThat(problem("- set: { userNumber: 1 }\n      - get: /").message()).contains("built in");
    assertThat(problem("- set: {}\n      - get: /").message()).contains("1 to 1000");
  }

  @Test
  void endsWhateverTheTextIs() {
    String deep = "${" + "upper(".repeat(5_000) + "next" + ")".repeat(5_000) + "}";
    assertThat(problem("- get: '/" + deep + "'").message()).contains("levels deep");
    String many = "${next}".repeat(2_000);
    assertThat(problem("- { post: /, body: '" + many + "' }").message()).contains("1000 parts");
  }

  private static String filled(Template template) {
    StringBuilder text = new StringBuilder();
    for (Template.Part part : template.parts()) {
      text.append(
          switch (part) {
            case Text(String piece) -> piece;
            case Secret(String name, String piece) -> "<" + name + "=" + piece + ">";
            case Template.File(String name, _) -> "[" + name + "]";
            case Hole(var value, var encoding) -> "{" + value + " " + encoding + "}";
          });
    }
    return text.toString();
  }

  @Test
  void aQueryIsEncodedAndFollowsTheOneOfThePath() {
    HttpRequest request =
        request("- { get: /a?x=1, query: { 'q ü': red shoes/1, tag: [n&w, 2] } }");

    assertThat(request.path())
        .isEqualTo(Template.of("/a?x=1&q%20%C3%BC=red%20shoes%2F1&tag=n%26w&tag=2"));
    assertThat(request.name()).isEqualTo("GET /a");
  }

  @Test
  void whatIsPutIntoAQueryIsEncodedToo() {
    HttpRequest request =
        request(
            "- { get: /a, query: { c: '${currency}!', p: 'no ${page}', k: '${env(\"KEY\")}' } }");

    assertThat(filled(request.path()))
        .isEqualTo("/a?c=EU%20R%21&p=no%20{Variable[name=page] URL}&k=<KEY=k%2F1>");
  }

  @Test
  void aFormIsABodyWithItsContentType() {
    HttpRequest request = request("- { post: /a, form: { user: anna, p: a b } }");

    assertThat(request.body()).isEqualTo(Body.of("user=anna&p=a%20b"));
    assertThat(request.headers())
        .contains(
            new RequestHeader("content-type", Template.of("application/x-www-form-urlencoded")));
  }

  @Test
  void aFormMaySayAnotherContentType() {
    HttpRequest request =
        request("- { post: /a, headers: { Content-Type: x/y }, form: { user: anna } }");

    assertThat(request.headers().stream().map(RequestHeader::name))
        .containsOnlyOnce("Content-Type")
        .doesNotContain("content-type");
  }

  /// The example of RFC 7617 §2.
  @Test
  void basicIsAHeader() {
    HttpRequest request =
        request("- { get: /a, auth: { basic: { user: Aladdin, password: open sesame } } }");

    assertThat(request.headers())
        .contains(
            new RequestHeader("authorization", Template.of("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")));
  }

  @Test
  void basicOfAVariableIsEncodedWhereItIsKnown() {
    HttpRequest request =
        request("- { get: /a, auth: { basic: { user: 'u${page}', password: p } } }");

    assertThat(filled(request.headers().getLast().value()))
        .startsWith("Basic {Call[function=BASE64, arguments=[Call[function=CONCAT, arguments=[")
        .contains("Literal[text=u], Variable[name=page], Literal[text=:], Literal[text=p]");
  }

  @Test
  void bearerIsAHeader() {
    HttpRequest request = request("- { get: /a, auth: { bearer: '${env(\"KEY\")}' } }");

    assertThat(request.headers().getLast())
        .isEqualTo(
            new RequestHeader(
                "authorization",
                new Template(List.of(new Text("Bearer "), new Secret("KEY", "k/1")))));
  }
}
