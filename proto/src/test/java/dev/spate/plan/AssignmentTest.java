package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
  @Test
  void oneWorkerHasAllLanes() {
    assertThat(Assignment.deal(1024, List.of(5)).parts()).containsExactly(Lanes.all(1024));
  }

  @Test
  void lanesAreInProportionToWeight() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      List<Integer> weights =
          IntStream.range(0, 1 + random.nextInt(20))
              .mapToObj(_ -> 1 + random.nextInt(100))
              .toList();
      double sum = weights.stream().mapToInt(weight -> weight).sum();

      List<Lanes> parts = Assignment.deal(1024, weights).parts();

      for (int worker = 0; worker < weights.size(); worker++) {
        double fair = 1024 * weights.get(worker) / sum;
        assertThat((double) parts.get(worker).size())
            .as("worker %d of weights %s", worker, weights)
            .isBetween(fair - 1.5, fair + 1.5);
      }
    }
  }

  /// The lanes of n equal workers are n apart, so that each one's arrivals come evenly; around the
  /// end of a round, where n does not divide the number of lanes, less than twice as far.
  @Test
  void theLanesOfEqualWorkersAreStriped() {
    for (int workers = 1; workers <= 64; workers++) {
      for (Lanes lanes : Assignment.deal(1024, Collections.nCopies(workers, 100)).parts()) {
        for (int i = 0; i + 1 < lanes.size(); i++) {
          assertThat(lanes.lane(i + 1) - lanes.lane(i)).isEqualTo(workers);
        }
        assertThat(1024 - lanes.lane(lanes.size() - 1) + lanes.lane(0))
            .as("around the end of a round")
            .isBetween(1, 2 * workers - 1);
      }
    }
  }

  @Test
  void theLanesOfUnequalWorkersAreStripedToo() {
    Random random = new Random(12);
    for (int round = 0; round < 200; round++) {
      List<Integer> weights =
          IntStream.range(0, 2 + random.nextInt(8)).mapToObj(_ -> 1 + random.nextInt(9)).toList();
      double sum = weights.stream().mapToInt(weight -> weight).sum();
      List<Lanes> parts = Assignment.deal(1024, weights).parts();
      for (int worker = 0; worker < weights.size(); worker++) {
        Lanes lanes = parts.get(worker);
        double fair = sum / weights.get(worker);
        for (int i = 0; i + 1 < lanes.size(); i++) {
          assertThat((double) (lanes.lane(i + 1) - lanes.lane(i)))
              .as("worker %d of weights %s", worker, weights)
              .isLessThanOrEqualTo(2 * fair + 1);
        }
      }
    }
  }

  @Test
  void theSameWeightsAreDealtTheSameWay() {
    assertThat(Assignment.deal(64, List.of(3, 2, 2)))
        .isEqualTo(Assignment.deal(64, List.of(3, 2, 2)));
  }

  @Test
  void refusesALaneWithoutOneOwner() {
    assertThatThrownBy(() -> new Assignment(List.of(Lanes.of(2, 0), Lanes.of(2, 0, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lane 0 has two owners");
    assertThatThrownBy(() -> new Assignment(List.of(Lanes.of(3, 0), Lanes.of(3, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 of 3 lanes have no owner");
    assertThatThrownBy(() -> new Assignment(List.of(Lanes.of(1, 0), Lanes.of(2, 1))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Assignment(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMoreWorkersThanLanesAndWeightsOutOfRange() {
    assertThatThrownBy(() -> Assignment.deal(2, List.of(1, 1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Assignment.deal(2, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Assignment.deal(2, List.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Assignment.deal(2, List.of(1_000_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// It is prepared and started like the others, and has nothing to send.
  @Test
  void aVeryLightWorkerAmongHeavyOnesMayHaveNoLane() {
    List<Lanes> parts = Assignment.deal(8, List.of(1_000_000, 1)).parts();

    assertThat(parts).containsExactly(Lanes.all(8), Lanes.of(8));
  }

  /// Any number of losses and arrivals, one after the other: the shares stay as exact as that.
  @Test
  void afterAnyChangesEveryShareIsExactToLessThanALane() {
    Random random = new Random(13);
    for (int round = 0; round < 300; round++) {
      List<Integer> weights = new ArrayList<>();
      weights.addAll(
          IntStream.range(0, 1 + random.nextInt(12))
              .mapToObj(_ -> 1 + random.nextInt(50))
              .toList());
      Assignment assignment = Assignment.deal(1024, weights);
      for (int change = 0; change < 10; change++) {
        if (random.nextBoolean() || weights.stream().filter(weight -> weight > 0).count() == 1) {
          weights.add(1 + random.nextInt(50));
        } else {
          weights.set(someoneThere(weights, random), 0);
        }
        assignment = assignment.redeal(weights);

        double sum = weights.stream().mapToInt(weight -> weight).sum();
        for (int worker = 0; worker < weights.size(); worker++) {
          double exact = 1024 * weights.get(worker) / sum;
          assertThat(Math.abs(assignment.parts().get(worker).size() - exact))
              .as("worker %d of weights %s", worker, weights)
              .isLessThan(1);
        }
      }
    }
  }

  @Test
  void whereOneOfEqualsGoesOnlyItsLanesMove() {
    for (int workers = 2; workers <= 64; workers++) {
      Assignment before = Assignment.deal(1024, Collections.nCopies(workers, 100));
      for (int gone = 0; gone < workers; gone++) {
        List<Integer> weights = new ArrayList<>(Collections.nCopies(workers, 100));
        weights.set(gone, 0);
        Assignment after = before.redeal(weights);
        assertThat(after.parts().get(gone).size()).isZero();
        assertThat(moved(before, after)).isEqualTo(before.parts().get(gone).size());
      }
    }
  }

  @Test
  void whereOneComesOnlyItsOwnLanesMove() {
    for (int workers = 1; workers <= 63; workers++) {
      Assignment before = Assignment.deal(1024, Collections.nCopies(workers, 100));
      Assignment after = before.redeal(Collections.nCopies(workers + 1, 100));
      assertThat(moved(before, after)).isEqualTo(after.parts().getLast().size());
    }
  }

  /// What has to move moves: the least is what the shares of those who give call for.
  @Test
  void asFewLanesMoveAsTheSharesAllow() {
    Random random = new Random(14);
    for (int round = 0; round < 300; round++) {
      List<Integer> weights = new ArrayList<>();
      weights.addAll(
          IntStream.range(0, 2 + random.nextInt(12))
              .mapToObj(_ -> 1 + random.nextInt(50))
              .toList());
      Assignment before = Assignment.deal(1024, weights).redeal(weights);
      weights.set(random.nextInt(weights.size()), 0);
      weights.add(1 + random.nextInt(50));
      Assignment after = before.redeal(weights);
      int least = 0;
      int roundedUp = 0;
      int rest = 1024;
      long sum = weights.stream().mapToInt(weight -> weight).sum();
      for (int worker = 0; worker < weights.size(); worker++) {
        int floor = Math.toIntExact(1024L * weights.get(worker) / sum);
        int ceiling = Math.toIntExact((1024L * weights.get(worker) + sum - 1) / sum);
        int had = worker < before.parts().size() ? before.parts().get(worker).size() : 0;
        rest -= floor;
        least += Math.max(0, had - ceiling);
        roundedUp += had >= ceiling && ceiling > floor ? 1 : 0;
      }
      assertThat(moved(before, after)).isEqualTo(least + Math.max(0, roundedUp - rest));
    }
  }

  /// The heir's added arrivals, and the newcomer's, come evenly: no gap between neighbours is more
  /// than three times the mean.
  @Test
  void whatMovesIsSpreadEvenly() {
    for (int workers = 2; workers <= 16; workers++) {
      Assignment before = Assignment.deal(1024, Collections.nCopies(workers, 1));
      List<Integer> weights = new ArrayList<>(Collections.nCopies(workers, 1));
      weights.set(0, 0);
      for (Lanes lanes : before.redeal(weights).parts().subList(1, workers)) {
        assertSpread(lanes);
      }
      assertSpread(before.redeal(Collections.nCopies(workers + 1, 1)).parts().getLast());
    }
  }

  private static void assertSpread(Lanes lanes) {
    for (int i = 0; i + 1 < lanes.size(); i++) {
      assertThat(lanes.lane(i + 1) - lanes.lane(i))
          .isLessThanOrEqualTo(3 * ((1024 + lanes.size() - 1) / lanes.size()));
    }
  }

  @Test
  void refusesToLeaveTheLanesToNobody() {
    Assignment assignment = Assignment.deal(8, List.of(1, 1));
    assertThatThrownBy(() -> assignment.redeal(List.of(0, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> assignment.redeal(List.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> assignment.redeal(List.of(1, -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int someoneThere(List<Integer> weights, Random random) {
    List<Integer> there =
        IntStream.range(0, weights.size())
            .filter(worker -> weights.get(worker) > 0)
            .boxed()
            .toList();
    return there.get(random.nextInt(there.size()));
  }

  private static int moved(Assignment before, Assignment after) {
    int stayed = 0;
    for (int worker = 0; worker < before.parts().size(); worker++) {
      Lanes then = before.parts().get(worker);
      Lanes now = after.parts().get(worker);
      stayed +=
          (int) IntStream.range(0, then.size()).filter(i -> now.contains(then.lane(i))).count();
    }
    return before.parts().getFirst().total() - stayed;
  }
}
