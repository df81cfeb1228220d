package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
