package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spate.coordinator.RunSimulation.Trouble;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunSimulationTest {
  private static final int SCHEDULES = 2_000;

  /// A run to look at again: `-Dspate.seed=…`.
  private static final long FIRST_SEED = Long.getLong("spate.seed", 20_261_122);

  @Test
  void everyScheduleOfTroubleEndsLawfully() {
    Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
    Map<WorkerEnd, Integer> workerEnds = new EnumMap<>(WorkerEnd.class);
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      List<RunEvent> journal = run(seed, Trouble.of(new Random(~seed)));
      endings.merge(closed(journal).ending(), 1, Integer::sum);
      for (RunEvent event : journal) {
        if (event instanceof RunEvent.WorkerEnded ended) {
          workerEnds.merge(ended.end(), 1, Integer::sum);
        }
      }
    }
    // The simulated workers refuse nothing; RunMachineTest has those that do.
    assertThat(endings)
        .as("what the schedules reached")
        .containsOnlyKeys(Ending.COMPLETED, Ending.STOPPED, Ending.NOT_STARTED);
    assertThat(endings.values()).allMatch(count -> count > SCHEDULES / 20);
    assertThat(workerEnds.get(WorkerEnd.FINISHED)).isGreaterThan(SCHEDULES / 2);
    assertThat(workerEnds.get(WorkerEnd.LOST)).isGreaterThan(SCHEDULES / 40);
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
    Trouble trouble = new Trouble(0.2, 0.3, 1_500_000_000L, true, true);
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
