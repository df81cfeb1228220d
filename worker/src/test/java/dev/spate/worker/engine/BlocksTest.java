package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static dev.spate.worker.engine.Simulation.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import dev.spate.measure.RequestTotals;
import dev.spate.plan.Body;
import dev.spate.plan.Choice;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Condition;
import dev.spate.plan.Condition.Operator;
import dev.spate.plan.Expression;
import dev.spate.plan.Function;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.Log;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Repeat;
import dev.spate.plan.SecretHeaders;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Step;
import dev.spate.plan.Template;
import dev.spate.plan.Template.Encoding;
import dev.spate.plan.Think;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps within steps, as virtual users go through them. An answer takes 10 ms.
final class BlocksTest {
  private static final Load ONE =
      new OpenLoad(Rate.perSecond(1), Rate.perSecond(1), Arrivals.UNIFORM);
  private static final HttpRequest A = get("/a");
  private static final HttpRequest B = get("/b");

  private final SimulatedNetwork network = answeringAfter(10 * MILLISECOND);

  private static SimulatedNetwork answeringAfter(long ns) {
    return new SimulatedNetwork(START - SECOND, 1_000, SECOND, sent -> sent + ns);
  }

  private Simulation once(Step... flow) {
    return Simulation.of(plan(30 * SECOND, List.of(flow), phase("only", SECOND, ONE)), network);
  }

  private static Think pause(long ns) {
    return new Think(ns, ns);
  }

  private static Template text(Expression value) {
    return new Template(List.of(new Template.Hole(value, Encoding.PLAIN)));
  }

  private static Template variable(String name) {
    return text(new Expression.Variable(name));
  }

  private static SetVariables set(String variable, Template value) {
    return new SetVariables(List.of(new SetVariables.Assignment(variable, value)));
  }

  /// One more `x` behind the others.
  private static SetVariables count() {
    return set(
        "n",
        new Template(
            List.of(
                new Template.Hole(new Expression.Variable("n"), Encoding.PLAIN),
                new Template.Text("x"))));
  }

  private static Condition is(String variable, String value) {
    return new Condition.Comparison(variable(variable), Operator.EQUAL, Template.of(value));
  }

  private static Repeat times(int times, Step... steps) {
    return new Repeat(new Repeat.Times(times), List.of(steps));
  }

  private List<Integer> sent() {
    return network.sent().stream().map(SimulatedNetwork.Sent::request).toList();
  }

  @Test
  void timesAGroupFromItsFirstStepToTheEndOfItsLast() {
    Simulation simulation = once(A, new Group("g", List.of(A, pause(SECOND), B)), A);
    RequestTotals group = simulation.group(0);
    assertThat(group.counts().started()).isEqualTo(1);
    assertThat(group.counts().succeeded()).isEqualTo(1);
    assertThat(group.succeeded().maxSeconds()).isBetween(1.019, 1.022);
    assertThat(simulation.requests().counts().started()).isEqualTo(4);
  }

  @Test
  void timesGroupsWithinGroups() {
    Group inner = new Group("inner", List.of(A));
    Simulation simulation = once(new Group("outer", List.of(inner, pause(SECOND), inner)));
    assertThat(simulation.group(0).succeeded().maxSeconds()).isBetween(1.019, 1.022);
    assertThat(simulation.group(1).counts().succeeded()).isEqualTo(2);
    assertThat(simulation.group(1).succeeded().maxSeconds()).isBetween(0.0099, 0.0102);
  }

  @Test
  void failsAGroupAsItsFirstRequestThatFails() {
    SimulatedNetwork slow = answeringAfter(5 * SECOND);
    Simulation simulation =
        Simulation.of(
            plan(
                30 * SECOND,
                List.of(new Group("g", List.of(A)), new Group("empty", List.of(pause(1)))),
                phase("only", SECOND, ONE)),
            slow);
    assertThat(simulation.group(0).outcomes()).containsOnlyKeys(Outcome.TIMEOUT);
    assertThat(simulation.group(0).responseTime().count()).isEqualTo(1);
    assertThat(simulation.group(1).outcomes()).containsOnlyKeys(Outcome.SUCCEEDED);
  }

  @Test
  void leavesGroupsUnansweredThatTheEndOfTheRunInterrupts() {
    Simulation simulation =
        Simulation.of(
            plan(
                SECOND,
                List.of(new Group("g", List.of(A, pause(60 * SECOND), B))),
                phase("only", SECOND, ONE)),
            network);
    assertThat(simulation.group(0).outcomes()).containsOnlyKeys(Outcome.UNANSWERED);
    assertThat(simulation.group(0).responseTime().censoredCount()).isEqualTo(1);
  }

  @Test
  void goesRoundALoopAsOftenAsItSays() {
    once(times(3, A, times(2, B)), A);
    assertThat(sent()).containsExactly(0, 1, 1, 0, 1, 1, 0, 1, 1, 2);
  }

  @Test
  void goesRoundWhileAConditionHoldsAndNotMoreThanAtMost() {
    Condition shorter = new Condition.Not(is("n", "xx"));
    once(
        set("n", Template.of("")),
        new Repeat(new Repeat.While(shorter, 100), List.of(A, count())),
        new Repeat(new Repeat.While(is("n", "xx"), 3), List.of(B)),
        new Repeat(new Repeat.While(is("n", "never"), 3), List.of(A)));
    assertThat(sent()).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  void goesRoundOverATimeAndFinishesTheRoundItIsIn() {
    once(new Repeat(new Repeat.Over(SECOND), List.of(A, pause(390 * MILLISECOND))), B);
    assertThat(sent()).containsExactly(0, 0, 0, 1);
    assertThat(network.sent().getLast().atNs() - network.sent().getFirst().atNs())
        .isBetween(1_200 * MILLISECOND, 1_201 * MILLISECOND);
  }

  @Test
  void endsLoopsWhoseRoundsTakeNoTime() {
    SetVariables nothing = set("n", Template.of("x"));
    once(
        new Repeat(new Repeat.Over(SECOND), List.of(nothing)),
        A,
        times(1_000, times(100, nothing)),
        B);
    assertThat(sent()).containsExactly(0, 1);
    long apartNs = network.sent().getLast().atNs() - network.sent().getFirst().atNs();
    assertThat(network.sent().getFirst().atNs() - START).isBetween(SECOND, 2 * SECOND);
    assertThat(apartNs).isLessThan(SECOND);
  }

  @Test
  void choosesOneOfTwoWays() {
    Choice both = new Choice(is("n", "x"), List.of(A), List.of(B));
    once(set("n", Template.of("x")), both, set("n", Template.of("y")), both);
    assertThat(sent()).containsExactly(0, 3);
  }

  @Test
  void doesNothingWhereThereIsNoOtherWay() {
    once(set("n", Template.of("")), new Choice(is("n", "x"), List.of(A), List.of()), B);
    assertThat(sent()).containsExactly(1);
  }

  @Test
  void drawsAnewInEachRound() {
    HttpRequest request =
        new HttpRequest(
            "r",
            "GET",
            new Template(
                List.of(
                    new Template.Text("/"),
                    new Template.Hole(
                        new Expression.Call(Function.UUID, List.of()), Encoding.URL))),
            List.of(),
            Body.EMPTY,
            Set.of(),
            List.of(),
            List.of());
    once(times(20, request, new Think(0, SECOND)));
    assertThat(new HashSet<>(network.filled())).hasSize(20);
    List<Long> sentNs = network.sent().stream().map(SimulatedNetwork.Sent::atNs).toList();
    HashSet<Long> pauses = new HashSet<>();
    for (int i = 1; i < sentNs.size(); i++) {
      pauses.add(sentNs.get(i) - sentNs.get(i - 1));
    }
    assertThat(pauses).hasSizeGreaterThan(15);
  }

  @Test
  void logsItsFirstLinesAndDrawsNothingForThem() {
    Template draw = text(new Expression.Call(Function.RANDOM_STRING, List.of(literal("8"))));
    Log log =
        new Log(
            new Template(
                List.of(
                    new Template.Text("a\n"),
                    new Template.Secret("KEY", "s3cret"),
                    draw.parts().getFirst())));
    Simulation loud = once(times(150, log), set("n", draw), new Log(variable("n")), A);
    assertThat(loud.logged()).hasSize(100).allMatch(line -> line.startsWith("a?"));
    assertThat(loud.logged().getFirst()).contains(SecretHeaders.MASK).doesNotContain("s3cret");
    String drawn = loud.logged().getFirst().substring(("a?" + SecretHeaders.MASK).length());
    SimulatedNetwork again = answeringAfter(MILLISECOND);
    Simulation quiet =
        Simulation.of(
            plan(
                SECOND,
                List.of(set("n", draw), new Log(variable("n")), A),
                phase("only", SECOND, ONE)),
            again);
    assertThat(quiet.logged()).containsExactly(drawn);
  }

  private static Expression literal(String text) {
    return new Expression.Literal(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void doesTheSameWhateverTheNumberOfWorkers(int workers) {
    Template odd =
        text(new Expression.Call(Function.RANDOM_INT, List.of(literal("0"), literal("1"))));
    Plan plan =
        plan(
            60 * SECOND,
            List.of(
                set("n", odd),
                new Choice(is("n", "1"), List.of(times(2, A)), List.of(B)),
                new Group("g", List.of(A, new Think(0, 100 * MILLISECOND)))),
            phase("only", 2 * SECOND, new ClosedLoad(10, 10, SECOND / 4)));
    List<Integer> alone = requests(plan, Lanes.all(plan.lanes()));
    List<Integer> together = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int part = worker;
      int[] lanes =
          IntStream.range(0, plan.lanes()).filter(lane -> lane % workers == part).toArray();
      together.addAll(requests(plan, Lanes.of(plan.lanes(), lanes)));
    }
    assertThat(alone).contains(0, 1, 2);
    assertThat(together.stream().sorted().toList()).isEqualTo(alone.stream().sorted().toList());
  }

  private static List<Integer> requests(Plan plan, Lanes lanes) {
    SimulatedNetwork network = answeringAfter(10 * MILLISECOND);
    var _ = Simulation.of(plan, lanes, network, Long.MAX_VALUE);
    return network.sent().stream().map(SimulatedNetwork.Sent::request).toList();
  }
}
