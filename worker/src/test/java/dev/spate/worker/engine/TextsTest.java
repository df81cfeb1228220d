package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Template.Encoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What virtual users put into the holes of their requests.
final class TextsTest {
  private static Template hole(Expression value, Encoding encoding) {
    return new Template(List.of(new Template.Text("/"), new Template.Hole(value, encoding)));
  }

  private static Expression variable(String name) {
    return new Expression.Variable(name);
  }

  private static Expression call(Function function, String... arguments) {
    List<Expression> literals = new ArrayList<>();
    for (String argument : arguments) {
      literals.add(new Expression.Literal(argument));
    }
    return new Expression.Call(function, literals);
  }

  private static SetVariables set(String variable, Template value) {
    return new SetVariables(List.of(new SetVariables.Assignment(variable, value)));
  }

  private static HttpRequest request(Template path, Template header, Template body) {
    return new HttpRequest(
        "request",
        "POST",
        path,
        List.of(new RequestHeader("x-value", header)),
        Body.of(body),
        Set.of(),
        List.of(),
        List.of());
  }

  private static Load perSecond(long arrivals) {
    return new OpenLoad(Rate.perSecond(arrivals), Rate.perSecond(arrivals), Arrivals.UNIFORM);
  }

  private static SimulatedNetwork network() {
    return new SimulatedNetwork(START - SECOND, 1_000, 10 * SECOND, sent -> sent + SECOND / 100);
  }

  private static List<List<String>> filled(Plan plan, Lanes lanes) {
    SimulatedNetwork network = network();
    var _ = Simulation.of(plan, lanes, network, Long.MAX_VALUE);
    return network.filled();
  }

  private static List<List<String>> filled(Load load, Step... flow) {
    Plan plan = plan(30 * SECOND, List.of(flow), phase("only", SECOND, load));
    return filled(plan, Lanes.all(plan.lanes()));
  }

  @Test
  void fillsPathHeadersAndBodyInThisOrderEachAsItsPlaceWants() {
    Template value = Template.of("a b\"\u00E9");
    List<List<String>> filled =
        filled(
            perSecond(1),
            set("v", value),
            request(
                hole(variable("v"), Encoding.URL),
                hole(variable("v"), Encoding.PLAIN),
                hole(variable("v"), Encoding.JSON)));
    assertThat(filled).containsExactly(List.of("a%20b%22%C3%A9", "a b\"\u00E9", "a b\\\"\u00E9"));
  }

  @Test
  void setsOneVariableAfterTheOther() {
    List<List<String>> filled =
        filled(
            perSecond(1),
            set("a", Template.of("1")),
            set("b", hole(variable("a"), Encoding.PLAIN)),
            set("a", Template.of("2")),
            request(
                hole(variable("a"), Encoding.URL),
                hole(variable("b"), Encoding.PLAIN),
                Template.of("the same")));
    assertThat(filled).containsExactly(List.of("2", "/1"));
  }

  @Test
  void forgetsWhatTheArrivalBeforeSet() {
    Template next =
        new Template(
            List.of(new Template.Hole(variable("seen"), Encoding.PLAIN), new Template.Text("x")));
    List<List<String>> filled =
        filled(
            perSecond(3),
            set("seen", next),
            request(hole(variable("seen"), Encoding.URL), Template.of("h"), Template.of("b")));
    assertThat(filled).containsOnly(List.of("x"));
  }

  @Test
  void numbersArrivalsAndUsers() {
    HttpRequest numbers =
        request(
            hole(variable(Expression.ARRIVAL_NUMBER), Encoding.URL),
            hole(variable(Expression.USER_NUMBER), Encoding.PLAIN),
            Template.of("b"));
    assertThat(filled(perSecond(3), numbers))
        .containsExactlyInAnyOrder(List.of("0", "0"), List.of("1", "1"), List.of("2", "2"));
    List<List<String>> closed = filled(new ClosedLoad(2, 2, SECOND / 2), numbers);
    assertThat(closed)
        .containsExactlyInAnyOrder(
            List.of("0", "0"), List.of("1", "0"), List.of("0", "1"), List.of("1", "1"));
  }

  @Test
  void leavesConstantRequestsAlone() {
    assertThat(filled(perSecond(3), get("/"))).isEmpty();
  }

  private static Plan random(Load load) {
    return plan(
        30 * SECOND,
        List.of(
            set("id", hole(call(Function.UUID), Encoding.PLAIN)),
            request(
                hole(call(Function.RANDOM_INT, "1", "1000000"), Encoding.URL),
                hole(call(Function.RANDOM_STRING, "12"), Encoding.PLAIN),
                hole(variable("id"), Encoding.JSON)),
            request(
                hole(variable(Expression.ARRIVAL_NUMBER), Encoding.URL),
                Template.of("h"),
                hole(call(Function.UUID), Encoding.JSON))),
        phase("only", 2 * SECOND, load));
  }

  private static List<String> sorted(List<List<String>> filled) {
    return filled.stream().map(values -> String.join("|", values)).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void givesTheSameValuesWhateverTheNumberOfWorkers(int workers) {
    for (Load load : List.of(perSecond(50), new ClosedLoad(10, 10, SECOND / 4))) {
      Plan plan = random(load);
      List<List<String>> alone = filled(plan, Lanes.all(plan.lanes()));
      List<List<String>> together = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int part = worker;
        int[] lanes =
            IntStream.range(0, plan.lanes()).filter(lane -> lane % workers == part).toArray();
        together.addAll(filled(plan, Lanes.of(plan.lanes(), lanes)));
      }
      assertThat(alone).hasSizeGreaterThan(100);
      assertThat(new HashSet<>(alone)).hasSameSizeAs(alone);
      assertThat(sorted(together)).isEqualTo(sorted(alone));
    }
  }
}
