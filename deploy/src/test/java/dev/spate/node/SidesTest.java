package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SidesTest {
  @Test
  void theSideWithMoreCoordinatorsGoesOn() {
    assertThat(new Sides(1, 0, 0, 100, true).goesOn()).isTrue();
    assertThat(new Sides(0, 100, 1, 0, false).goesOn()).isFalse();
    assertThat(new Sides(2, 1, 1, 9, false).goesOn()).isTrue();
  }

  @Test
  void thenTheSideWithMoreWorkers() {
    assertThat(new Sides(1, 3, 1, 0, false).goesOn()).isTrue();
    assertThat(new Sides(1, 1, 1, 2, true).goesOn()).isFalse();
  }

  @Test
  void thenTheSideOfTheOldestCoordinator() {
    assertThat(new Sides(1, 2, 1, 2, true).goesOn()).isTrue();
    assertThat(new Sides(1, 2, 1, 2, false).goesOn()).isFalse();
  }

  @Test
  void theOtherSideComesToTheOppositeConclusion() {
    for (int split = 0; split < 2 * 81; split++) {
      int[] digits = {split / 2 % 3, split / 6 % 3, split / 18 % 3, split / 54 % 3};
      boolean oldestHere = split % 2 == 0;
      Sides here = new Sides(digits[0], digits[1], digits[2], digits[3], oldestHere);
      Sides there = new Sides(digits[2], digits[3], digits[0], digits[1], !oldestHere);
      assertThat(here.goesOn()).as("%s", here).isNotEqualTo(there.goesOn());
    }
  }
}
