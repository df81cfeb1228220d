package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever befalls the workers, every arrival has one account, and it is the true one.
final class RunFoldShiftsTest {
  private static final int SEEDS = 120;

  @Test
  void everyArrivalHasItsTrueAccountWhateverBefallsTheWorkers() {
    for (int seed = 0; seed < SEEDS; seed++) {
      agrees(seed, run(new Random(seed)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 400})
  void whatIsKeptDoesNotGrowWithTheRun(int seconds) {
    ShiftingRun run = new ShiftingRun(Plans.plan(Plans.steady("steady", 64, seconds)), 2);
    for (int worker = 0; worker < 20; worker++) {
      run.joins(5 + 4 * worker).leaves(worker, 7 + 4 * worker);
    }
    RunFold fold = run.play().fold(_ -> {});

    assertThat(fold.report().ledger().balanced()).isTrue();
    assertThat(fold.report().workers()).hasSize(22);
    assertThat(fold.mostOpenSlots()).isLessThanOrEqualTo(4);
  }

  private static ShiftingRun run(Random random) {
    int workers = 1 + random.nextInt(5);
    ShiftingRun run =
        new ShiftingRun(plan(random), workers, random.nextInt(5) > 0)
            .lead(0.05 + random.nextDouble() * 2)
            .target(target(random.nextInt(3)));
    for (int worker = 0; worker < workers; worker++) {
      double at = 1 + random.nextDouble() * 16;
      switch (random.nextInt(8)) {
        case 0 -> run.dies(worker, at);
        case 1 -> run.standsStill(worker, at, at + 0.5 + random.nextDouble() * 10);
        case 2 -> run.isCutOff(worker, at, at + 4 + random.nextDouble() * 10);
        case 3 -> run.leaves(worker, at);
        // Those that are not lost may hear late: what one has in flight twice, as it is lost,
        // nobody
        // can tell apart.
        case 4 -> run.hearsLate(worker, random.nextDouble() * 4);
        default -> {}
      }
    }
    double at = 1;
    for (int joiners = random.nextInt(3); joiners > 0; joiners--) {
      at += random.nextDouble() * 6;
      run.joins(at);
    }
    return run.play();
  }

  private static SimulatedRun.Target target(int kind) {
    return switch (kind) {
      case 0 -> (_, _, _, _) -> Answer.after(0.002);
      case 1 -> (_, _, _, n) -> Answer.after(0.1 + n % 10 * 0.21);
      default -> (_, _, _, n) -> n % 50 == 0 ? Answer.NEVER : Answer.after(0.3);
    };
  }

  private static Plan plan(Random random) {
    List<Phase> phases = new ArrayList<>();
    for (int phase = 0; phase < 1 + random.nextInt(3); phase++) {
      double seconds = 3 + random.nextInt(60) / 4.0;
      int from = 1 + random.nextInt(150);
      String name = "phase" + phase;
      phases.add(
          switch (random.nextInt(4)) {
            case 0 ->
                Plans.open(name, from, 1 + random.nextInt(150), seconds, Arrivals.POISSON, false);
            case 1 ->
                Plans.open(name, from, 1 + random.nextInt(150), seconds, Arrivals.UNIFORM, true);
            case 2 -> Plans.closed(name, 20, seconds);
            default -> Plans.steady(name, from, seconds);
          });
    }
    return Plans.plan(phases.toArray(Phase[]::new));
  }

  private static void agrees(int seed, ShiftingRun run) {
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = run.fold(rows::add);
    Report report = fold.report();

    assertThat(report.ledger().balanced()).as("balance of seed %d", seed).isTrue();
    assertThat(rows).as("slots of seed %d", seed).allMatch(SlotRow::closed);
    assertThat(report.ledger().requests().started())
        .as("requests of seed %d", seed)
        .isEqualTo(run.started());
    if (run.truth().onlyOpen()) {
      assertThat(by(rows, SlotRow::planned))
          .as("planned, seed %d", seed)
          .isEqualTo(run.truth().plannedBySlot());
      assertThat(by(rows, SlotRow::lost))
          .as("lost, seed %d", seed)
          .isEqualTo(run.truth().lostBySlot());
      assertThat(report.ledger().arrivals().repeated())
          .as("repeated, seed %d", seed)
          .isEqualTo(run.truth().repeated());
    }
    RunFold live = new RunFold(_ -> {});
    run.forEach(live::accept);
    assertThat(live.report().ledger().balanced()).as("live balance of seed %d", seed).isTrue();
  }

  private static Map<Integer, Long> by(
      List<SlotRow> rows, java.util.function.ToLongFunction<SlotRow> count) {
    Map<Integer, Long> counts = new TreeMap<>();
    rows.stream()
        .filter(row -> count.applyAsLong(row) > 0)
        .forEach(row -> counts.put(row.slot(), count.applyAsLong(row)));
    return counts;
  }
}
