package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spate.coordinator.RunSimulation.Trouble;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Ten thousand runs full of trouble, each of one seed. The message of a failure names the seed;
/// `-Dspate.seed=SEED -Dspate.schedules=1` runs that one again, step by step the same (`mvn -pl
/// coordinator -am test -Dtest=RunSimulationTest -DargLine="-Dspate.seed=SEED
/// -Dspate.schedules=1"`), and `-Dspate.schedules=1000000` as many as one has time for.
class RunSimulationTest {
  private static final int SCHEDULES = Integer.getInteger("spate.schedules", 10_000);
  private static final long FIRST_SEED = Long.getLong("spate.seed", 20_261_122);

  /// Below so many, not everything needs to happen.
  private static final int MANY = 1_000;

  @Test
  void everyScheduleOfTroubleEndsLawfully() {
    Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
    Map<WorkerEnd, Integer> workerEnds = new EnumMap<>(WorkerEnd.class);
    int deals = 0;
    int lateReports = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      List<RunEvent> journal = run(seed, Trouble.of(new Random(~seed)));
      endings.merge(closed(journal).ending(), 1, Integer::sum);
      Set<String> lost = new HashSet<>();
      for (RunEvent event : journal) {
        if (event instanceof RunEvent.WorkerEnded ended) {
          workerEnds.merge(ended.end(), 1, Integer::sum);
          lost.add(ended.worker());
        } else if (event instanceof RunEvent.Dealt) {
          deals++;
        } else if (event instanceof RunEvent.Reported(var interval)) {
          lateReports += lost.contains(interval.worker()) ? 1 : 0;
        }
      }
    }
    if (SCHEDULES >= MANY) {
      // The simulated workers refuse nothing; RunMachineTest has those that do.
      assertThat(endings)
          .as("what the schedules reached")
          .containsOnlyKeys(Ending.COMPLETED, Ending.STOPPED, Ending.NOT_STARTED);
      assertThat(endings.values()).allMatch(count -> count > SCHEDULES / 20);
      assertThat(workerEnds.get(WorkerEnd.FINISHED)).isGreaterThan(SCHEDULES / 2);
      assertThat(workerEnds.get(WorkerEnd.LOST)).isGreaterThan(SCHEDULES / 10);
      assertThat(workerEnds.get(WorkerEnd.LEFT)).isGreaterThan(SCHEDULES / 50);
      assertThat(deals).isGreaterThan(SCHEDULES / 10);
      assertThat(lateReports).isGreaterThan(SCHEDULES / 20);
    }
  }

  @Test
  void withoutTroubleEveryWorkerFinishesOrTheRunNeverStarts() {
    for (long seed = 0; seed < 200; seed++) {
      List<RunEvent> journal = run(seed, Trouble.NONE);
      assertThat(journal)
          .noneMatch(event ->
              event instanceof RunEvent.WorkerEnded(_, var end, _, _) && end != WorkerEnd.FINISHED);
      assertThat(closed(journal).detail())
          .matches(closed(journal).ending() == Ending.COMPLETED ? "" : ".* expected, .*");
    }
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Trouble trouble = new Trouble(0.2, 0.3, 1_500_000_000L, true, true, true, true, true, 1);
    assertThat(run(7, trouble)).isEqualTo(run(7, trouble));
  }

  private static RunEvent.Closed closed(List<RunEvent> journal) {
    return (RunEvent.Closed) journal.getLast();
  }

  private static List<RunEvent> run(long seed, Trouble trouble) {
    try {
      return new RunSimulation(seed, trouble).run();
    } catch (AssertionError | RuntimeException e) {
      return fail("with -Dspate.seed=%d and %s".formatted(seed, trouble), e);
    }
  }
}
