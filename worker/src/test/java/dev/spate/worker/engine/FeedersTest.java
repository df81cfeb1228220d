package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Expression;
import dev.spate.plan.Feed;
import dev.spate.plan.Feeder;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Instants;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which records virtual users get.
final class FeedersTest {
  private static Load perSecond(long arrivals, Arrivals spacing) {
    return new OpenLoad(Rate.perSecond(arrivals), Rate.perSecond(arrivals), spacing);
  }

  private static HttpRequest sendsTheRecord() {
    Template.Hole record =
        new Template.Hole(new Expression.Variable("record"), Template.Encoding.URL);
    return new HttpRequest(
        "request",
        "GET",
        new Template(List.of(new Template.Text("/"), record)),
        List.of(),
        Body.EMPTY,
        Set.of(),
        List.of(),
        List.of());
  }

  private static Plan plan(Feeder.Strategy strategy, int records, Load... loads) {
    return plan(strategy, Feeder.Distribute.PARTITION, records, loads);
  }

  private static Plan plan(
      Feeder.Strategy strategy, Feeder.Distribute distribute, int records, Load... loads) {
    List<Phase> phases = new ArrayList<>();
    for (Load load : loads) {
      phases.add(phase("phase " + phases.size(), SECOND, load));
    }
    Plan plan =
        Simulation.plan(30 * SECOND, List.of(sendsTheRecord()), phases.toArray(Phase[]::new));
    List<String> values = IntStream.range(0, records).mapToObj(Integer::toString).toList();
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        plan.phases(),
        List.of(new Scenario("only", 1, List.of(new Feed("records"), sendsTheRecord()))),
        List.of(),
        plan.workers(),
        plan.gracefulStopNs(),
        List.of(
            new Feeder(
                "records", List.of("record"), values, strategy, Feeder.WhenDry.DROP, distribute)));
  }

  private static SimulatedNetwork network() {
    return new SimulatedNetwork(START - SECOND, 1_000, 10 * SECOND, sent -> sent + SECOND / 100);
  }

  /// The records that all workers together send, in no order.
  private static List<String> sent(Plan plan, int workers) {
    List<String> sent = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int part = worker;
      int[] lanes =
          IntStream.range(0, plan.lanes()).filter(lane -> lane % workers == part).toArray();
      SimulatedNetwork network = network();
      var _ = Simulation.of(plan, Lanes.of(plan.lanes(), lanes), network, Long.MAX_VALUE);
      network.filled().forEach(sent::addAll);
    }
    return sent.stream().sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({"UNIFORM,1", "UNIFORM,2", "UNIFORM,5", "POISSON,1", "POISSON,5"})
  void noRecordOfAQueueIsUsedTwiceWhateverTheNumberOfWorkersAndPhases(
      Arrivals spacing, int workers) {
    Load load = perSecond(100, spacing);
    List<String> sent = sent(plan(Feeder.Strategy.QUEUE, 2_000, load, load, load), workers);
    assertThat(sent).hasSizeGreaterThan(200).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void eachRecordOfAQueueIsUsedOnceByReplaysOneAfterTheOther(int workers) {
    Load load = new ReplayLoad(Instants.of(0, 1, 2, SECOND / 3, SECOND - 1));
    List<String> sent = sent(plan(Feeder.Strategy.QUEUE, 10, load, load, load), workers);
    assertThat(sent).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void whoFindsAQueueDryIsDroppedAndTheLedgerBalances() {
    SimulatedNetwork network = network();
    Plan plan = plan(Feeder.Strategy.QUEUE, 30, perSecond(100, Arrivals.UNIFORM));
    Simulation simulation = Simulation.of(plan, network);
    assertThat(network.filled()).hasSize(30);
    assertThat(simulation.arrivals().completed()).isEqualTo(30);
    assertThat(simulation.arrivals().dropped()).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void eachUserHasAllRecordsOfAReplicatedFeederForItself(int workers) {
    Plan plan =
        plan(
            Feeder.Strategy.CIRCULAR,
            Feeder.Distribute.REPLICATE,
            3,
            new ClosedLoad(2, 2, SECOND / 4));
    assertThat(sent(plan, workers)).containsExactly("0", "0", "0", "0", "1", "1", "2", "2");
  }

  @ParameterizedTest
  @CsvSource({"CIRCULAR", "RANDOM", "SHUFFLE"})
  void theRecordsAreTheSameWhateverTheNumberOfWorkers(Feeder.Strategy strategy) {
    Plan plan =
        plan(strategy, 30, perSecond(100, Arrivals.POISSON), new ClosedLoad(10, 10, SECOND / 4));
    List<String> alone = sent(plan, 1);
    assertThat(alone).hasSizeGreaterThan(100);
    assertThat(Set.copyOf(alone)).hasSizeGreaterThan(20);
    assertThat(sent(plan, 2)).isEqualTo(alone);
    assertThat(sent(plan, 5)).isEqualTo(alone);
  }
}
