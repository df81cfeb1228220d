package dev.spate.worker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.answer.AnswerReader;
import dev.spate.measure.Outcome;
import dev.spate.plan.Body;
import dev.spate.plan.Capture;
import dev.spate.plan.Capture.Pick;
import dev.spate.plan.Check;
import dev.spate.plan.Check.Rule;
import dev.spate.plan.Expression;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Template;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What an answer is read for, and what comes of it.
final class ReadingTest {
  private static final long MS = 1_000_000;
  private static final String BODY =
      "{\"ok\": true, \"n\": 1.0, \"user\": \"anna\", \"ids\": [1, 2, 3]}";

  private static Rule is(String text) {
    return new Check.Is(Template.of(text));
  }

  private static HttpRequest request(List<Check> checks, List<Capture> captures) {
    return new HttpRequest(
        "r", "GET", Template.of("/"), List.of(), Body.EMPTY, Set.of(), checks, captures);
  }

  private static Plan plan(HttpRequest request) {
    OpenLoad load = new OpenLoad(Rate.perSecond(1), Rate.perSecond(1), OpenLoad.Arrivals.UNIFORM);
    return Simulation.plan(0, List.of(request), Simulation.phase("p", 1_000 * MS, load));
  }

  /// One that reads an answer with a header and a body.
  private static final class Reader {
    private final VariablePlaces places;
    private final Variables variables;
    private final Reading reading;

    Reader(List<Check> checks, Capture... captures) {
      HttpRequest request = request(checks, List.of(captures));
      Plan plan = plan(request);
      places = VariablePlaces.of(plan);
      variables = new Variables(places);
      variables.begin(1, 0, 0);
      reading = Objects.requireNonNull(Reading.of(request, places));
    }

    Outcome read(String body) {
      Answer answer = new Answer(1 << 20);
      answer.want(Wanted.BODY);
      byte[] header = "X-Limitten".getBytes(UTF_8);
      answer.onField(header, 0, 7, 7, 10);
      byte[] bytes = body.getBytes(UTF_8);
      System.arraycopy(bytes, 0, room(answer, bytes.length), 0, bytes.length);
      answer.onBody(bytes.length);
      return reading.read(new AnswerReader().begin(answer), 5 * MS, variables, 7);
    }

    private static byte[] room(Answer answer, int length) {
      assertThat(answer.makeRoom(length)).isEqualTo(length);
      return answer.body();
    }

    String value(String variable) {
      return variables.get(places.placeOf(variable));
    }
  }

  private static Outcome check(Check check) {
    return new Reader(List.of(check)).read(BODY);
  }

  @Test
  void aRequestThatWantsNothingHasNone() {
    HttpRequest plain = request(List.of(), List.of());
    assertThat(Reading.of(plain, VariablePlaces.of(plan(plain)))).isNull();
  }

  @Test
  void whatACheckAsksForDecides() {
    assertThat(check(new Check.HeaderField("x-limit", is("ten")))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.HeaderField("x-limit", is("eleven")))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.HeaderField("x-none", is("ten")))).isEqualTo(Outcome.CHECK);
    Rule part = new Check.Contains(Template.of("nn"));
    assertThat(check(new Check.JsonPath("$.user", part))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.JsonPath("$.ids", part))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.JsonPath("$.n", is("1")))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.JsonPath("$.ok", is("true")))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.JsonPath("$.user", new Check.Matches("^a.*a$"))))
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.BodyText(part))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.BodyText(is(BODY)))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.BodyText(is("{}")))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.BodyText(new Check.Matches("anne")))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.Size(Comparison.LESS, BODY.length()))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.Size(Comparison.AT_MOST, BODY.length())))
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(check(new Check.Time(Comparison.LESS, 5 * MS))).isEqualTo(Outcome.CHECK);
    assertThat(check(new Check.Time(Comparison.AT_MOST, 5 * MS))).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void capturesGiveVariablesTheirValues() {
    Reader reader =
        new Reader(
            List.of(),
            new Capture("id", new Capture.JsonPath("$.ids[*]"), Pick.LAST, null),
            new Capture("count", new Capture.JsonPath("$.ids[*]"), Pick.COUNT, null),
            new Capture("limit", new Capture.HeaderField("X-LIMIT"), Pick.FIRST, null),
            new Capture("none", new Capture.Cookie("sid"), Pick.FIRST, "no"));
    assertThat(reader.read(BODY)).isEqualTo(Outcome.SUCCEEDED);
    assertThat(reader.value("id")).isEqualTo("3");
    assertThat(reader.value("count")).isEqualTo("3");
    assertThat(reader.value("limit")).isEqualTo("ten");
    assertThat(reader.value("none")).isEqualTo("no");
  }

  @Test
  void whatIsNotThereFailsTheRequestAndLeavesTheVariable() {
    Reader reader =
        new Reader(
            List.of(),
            new Capture("missing", new Capture.JsonPath("$.none"), Pick.FIRST, null),
            new Capture("user", new Capture.JsonPath("$.user"), Pick.FIRST, null));
    assertThat(reader.read(BODY)).isEqualTo(Outcome.CAPTURE);
    assertThat(reader.value("missing")).isEmpty();
    assertThat(reader.value("user")).as("the others are taken").isEqualTo("anna");
    assertThat(reader.read("no json")).isEqualTo(Outcome.CAPTURE);
    assertThat(reader.value("user")).isEqualTo("anna");
  }

  @Test
  void aCheckThatFailsCapturesNothing() {
    Reader reader =
        new Reader(
            List.of(new Check.JsonPath("$.ok", is("false"))),
            new Capture("user", new Capture.JsonPath("$.user"), Pick.FIRST, null));
    assertThat(reader.read(BODY)).isEqualTo(Outcome.CHECK);
    assertThat(reader.value("user")).isEmpty();
  }

  @Test
  void checksKnowVariables() {
    Template user =
        new Template(
            List.of(new Template.Hole(new Expression.Variable("user"), Template.Encoding.PLAIN)));
    Reader reader =
        new Reader(
            List.of(new Check.JsonPath("$.user", new Check.Is(user))),
            new Capture("user", new Capture.JsonPath("$.user"), Pick.FIRST, null));
    assertThat(reader.read(BODY)).isEqualTo(Outcome.CHECK);
    reader.variables.set(reader.places.placeOf("user"), "anna");
    assertThat(reader.read(BODY)).isEqualTo(Outcome.SUCCEEDED);
  }

  @Test
  void onlyWhatIsLookedAtIsWanted() {
    Check time = new Check.Time(Comparison.LESS, MS);
    Check header = new Check.HeaderField("x", is("y"));
    Capture body = new Capture("b", new Capture.Regex(".", 0), Pick.FIRST, null);
    assertThat(new Reader(List.of(time)).reading.wanted()).isEqualTo(Wanted.NOTHING);
    assertThat(new Reader(List.of(time, header)).reading.wanted()).isEqualTo(Wanted.HEAD);
    assertThat(new Reader(List.of(header), body).reading.wanted()).isEqualTo(Wanted.BODY);
  }
}
