package dev.spate.worker.engine;

import static dev.spate.worker.engine.Simulation.MILLISECOND;
import static dev.spate.worker.engine.Simulation.SECOND;
import static dev.spate.worker.engine.Simulation.START;
import static dev.spate.worker.engine.Simulation.get;
import static dev.spate.worker.engine.Simulation.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Instants;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.Schedule;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever deals there are and whenever each loop hears of them: what the loops begin together is
/// the plan's schedule, each arrival once; and what one begins that is another's is only what it
/// could not know.
final class DealsTest {
  private static final int SEEDS = 200;
  private static final int LANES = 12;

  /// Who owns which lane from when on, and when each loop hears of it, since arrival 0.
  private record Deal(long fromNs, List<Integer> owners, List<Long> heardNs) {
    Lanes of(int loop) {
      return Lanes.of(
          LANES, IntStream.range(0, LANES).filter(l -> owners.get(l) == loop).toArray());
    }
  }

  /// The loops of one seed.
  private static final class Dealings {
    private final Random random;
    private final int loops;
    private final Plan plan;
    private final List<Deal> deals = new ArrayList<>();

    Dealings(long seed, boolean inTime) {
      random = new Random(seed);
      loops = 1 + random.nextInt(4);
      plan = plan(seed);
      int count = 1 + random.nextInt(4);
      deals.add(new Deal(0, owners(), Collections.nCopies(loops, 0L)));
      for (int deal = 1; deal <= count; deal++) {
        long fromNs = random.nextLong(6 * SECOND);
        List<Long> heardNs = new ArrayList<>();
        for (int loop = 0; loop < loops; loop++) {
          long latestNs = inTime ? fromNs : 6 * SECOND;
          long earliestNs = deals.getLast().heardNs().get(loop);
          heardNs.add(
              Math.max(
                  earliestNs + 1, inTime ? -SECOND / 2 + deal : random.nextLong(latestNs + 1)));
        }
        deals.add(new Deal(fromNs, owners(), heardNs));
      }
    }

    private List<Integer> owners() {
      return random.ints(LANES, 0, loops).boxed().toList();
    }

    private Plan plan(long seed) {
      return new Plan(
          "dealt",
          new Target(Target.Scheme.HTTP, "127.0.0.1", 80, ""),
          seed,
          LANES,
          HttpOptions.DEFAULT,
          List.of(
              limited(
                  "ramp", new OpenLoad(Rate.perSecond(20), Rate.perSecond(150), Arrivals.UNIFORM)),
              limited(
                  "random",
                  new OpenLoad(Rate.perSecond(100), Rate.perSecond(100), Arrivals.POISSON)),
              limited("recorded", new ReplayLoad(recorded())),
              phase("users", 2 * SECOND, new ClosedLoad(9, 30, 50 * MILLISECOND))),
          List.of(new Scenario("only", 1, List.of(get("/")))),
          List.of(),
          Workers.DEFAULT,
          60 * SECOND);
    }

    /// Whole milliseconds, as logs have them, and those of the same one behind each other.
    private Instants recorded() {
      long[] instants = random.longs(150, 0, 2_000).map(ms -> ms * MILLISECOND).sorted().toArray();
      for (int n = 1; n < instants.length; n++) {
        instants[n] = Math.max(instants[n], instants[n - 1] + 1);
      }
      return Instants.of(instants);
    }

    private Phase limited(String name, ArrivingLoad load) {
      int maxVUs = random.nextBoolean() ? 1_000 : 6 + random.nextInt(20);
      return new Phase(name, 2 * SECOND, load, false, maxVUs, Phase.OnLimit.WAIT);
    }

    private SimulatedNetwork run(int loop) {
      long answerNs = random.nextInt(120) * MILLISECOND;
      SimulatedNetwork network =
          new SimulatedNetwork(START - SECOND, 100, 10 * SECOND, sent -> sent + answerNs);
      var _ =
          Simulation.of(
              plan,
              deals.getFirst().of(loop),
              network,
              false,
              running -> {
                running.startAt(START);
                for (int deal = 1; deal < deals.size(); deal++) {
                  Hand hand =
                      Hand.of(plan, deal, deals.get(deal).of(loop), deals.get(deal).fromNs());
                  long heardNs = deals.get(deal).heardNs().get(loop);
                  network.at(START + heardNs, () -> running.deal(hand));
                }
              });
      return network;
    }

    /// Arrivals of the open phases by the instant at which they are due, which no two share.
    private SortedMap<Long, Integer> lanes() {
      SortedMap<Long, Integer> lanes = new TreeMap<>();
      for (int phase = 0; phase < 3; phase++) {
        Phase planned = plan.phases().get(phase);
        Schedule.Cursor cursor =
            Schedule.of((ArrivingLoad) planned.load(), planned.durationNs(), plan.seed(), phase)
                .cursor(Lanes.all(LANES));
        for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
          lanes.put(plan.beginsNs(phase) + cursor.dueNs(), (int) (cursor.arrival() % LANES));
        }
      }
      return lanes;
    }

    /// The deal in force at an instant, of those that somebody knows at another.
    private Deal inForce(long ns, int loop, long knownNs) {
      Deal inForce = deals.getFirst();
      for (Deal deal : deals.subList(1, deals.size())) {
        inForce = deal.fromNs() <= ns && deal.heardNs().get(loop) <= knownNs ? deal : inForce;
      }
      return inForce;
    }

    void assertKeepsToThePlan(long seed, boolean inTime) {
      SortedMap<Long, Integer> lanes = lanes();
      List<Long> own = new ArrayList<>();
      for (int loop = 0; loop < loops; loop++) {
        List<Long> begun = new ArrayList<>();
        for (SimulatedNetwork.Begun one : run(loop).begun()) {
          long due = one.dueNs() - START;
          int lane = one.number() < 0 ? lanes.getOrDefault(due, -1) : one.number() % LANES;
          boolean owned = inForce(due, loop, Long.MAX_VALUE).owners().get(lane) == loop;
          if (one.number() < 0) {
            begun.add(due);
            if (owned) {
              own.add(due);
            }
          }
          assertThat(owned || inForce(due, loop, one.atNs() - START).owners().get(lane) == loop)
              .as("seed %d, loop %d: begins %s of lane %d, not its own", seed, loop, one, lane)
              .isTrue();
          assertThat(owned || !inTime).as("seed %d: %s was another's", seed, one).isTrue();
        }
        assertThat(begun).as("seed %d, loop %d", seed, loop).doesNotHaveDuplicates();
      }
      Object[] all = lanes.keySet().toArray();
      assertThat(own.stream().sorted().toArray()).as("seed %d", seed).isEqualTo(all);
    }
  }

  @Test
  void whoHearsInTimeBeginsNothingOfOthers() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Dealings(seed, true).assertKeepsToThePlan(seed, true);
    }
  }

  @Test
  void whoHearsLateMakesUpForItExactly() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Dealings(seed, false).assertKeepsToThePlan(seed, false);
    }
  }

  @Test
  void noTwoOwnersOfAUserShareItsIterations() {
    Stay first = new Stay(999_999, 65_535, 0);
    long[] numbers = {new Stay(0, 0, 0).takeIteration(), new Stay(0, 1, 0).takeIteration()};

    assertThat(Arrays.stream(numbers).distinct().count()).isEqualTo(2);
    assertThat(first.takeIteration()).isLessThan(1L << Stay.NUMBER_BITS);
    assertThat((long) first.number() << Stay.NUMBER_BITS).isPositive();
  }
}
