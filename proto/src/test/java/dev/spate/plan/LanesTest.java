package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class LanesTest {
  @Test
  void areSortedAndKnowTheirMembers() {
    Lanes lanes = Lanes.of(10, 7, 0, 3);

    assertThat(IntStream.range(0, lanes.size()).map(lanes::lane)).containsExactly(0, 3, 7);
    assertThat(IntStream.range(-1, 11).filter(lanes::contains)).containsExactly(0, 3, 7);
    assertThat(lanes).isEqualTo(Lanes.of(10, 0, 3, 7)).isNotEqualTo(Lanes.of(11, 0, 3, 7));
  }

  @Test
  void refusesALaneThatIsNotThereOrThereTwice() {
    assertThatThrownBy(() -> Lanes.of(10, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lanes.of(10, -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lanes.of(10, 4, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lanes.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Lanes.of(65_537)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShareIsHowManyNumbersBelongToTheLanes() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int total = 1 + random.nextInt(40);
      Lanes lanes =
          Lanes.of(total, IntStream.range(0, total).filter(_ -> random.nextBoolean()).toArray());
      long n = random.nextInt(200);

      assertThat(lanes.share(n))
          .isEqualTo(LongStream.range(0, n).filter(i -> lanes.contains((int) (i % total))).count());
    }
  }

  @Test
  void sharesOfAnAssignmentAddUp() {
    for (int workers : new int[] {1, 2, 3, 7, 50}) {
      Assignment assignment =
          Assignment.deal(
              1024, IntStream.range(0, workers).mapToObj(worker -> 1 + worker % 5).toList());
      for (long n : new long[] {0, 1, 2, 7, 1_023, 1_024, 1_025, 999_999, 3_000_000_000_000L}) {
        assertThat(assignment.parts().stream().mapToLong(lanes -> lanes.share(n)).sum())
            .isEqualTo(n);
      }
    }
  }

  @Test
  void splitDealsEachLaneToOnePart() {
    Lanes lanes = Lanes.of(100, IntStream.range(0, 100).filter(lane -> lane % 3 != 1).toArray());
    for (int parts = 1; parts <= 70; parts++) {
      List<Lanes> split = lanes.split(parts);

      assertThat(split).hasSize(parts);
      assertThat(
              split.stream()
                  .flatMapToInt(part -> IntStream.range(0, part.size()).map(part::lane))
                  .sorted()
                  .toArray())
          .containsExactly(IntStream.range(0, lanes.size()).map(lanes::lane).toArray());
      assertThat(split)
          .allSatisfy(part ->
              assertThat(part.size())
                  .isBetween(lanes.size() / split.size(), lanes.size() / split.size() + 1));
    }
  }
}
