package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.node.CoordinatorSight.Change;
import org.junit.jupiter.api.Test;

class CoordinatorSightTest {
  private final CoordinatorSight sight = new CoordinatorSight(2_000);

  @Test
  void waitsForAsLongAsItTakesForTheFirstOne() {
    assertThat(sight.onLook(false, 0)).isEqualTo(Change.NONE);
    assertThat(sight.onLook(false, 1_000_000)).isEqualTo(Change.NONE);
    assertThat(sight.onLook(true, 1_000_500)).isEqualTo(Change.FOUND);
    assertThat(sight.onLook(true, 1_001_000)).isEqualTo(Change.NONE);
  }

  @Test
  void bearsAShortAbsence() {
    var _ = sight.onLook(true, 0);
    assertThat(sight.onLook(false, 500)).isEqualTo(Change.NONE);
    assertThat(sight.onLook(false, 1_999)).isEqualTo(Change.NONE);
    assertThat(sight.onLook(true, 2_000)).isEqualTo(Change.NONE);
    assertThat(sight.onLook(false, 3_999)).isEqualTo(Change.NONE);
  }

  @Test
  void saysOnceThatItIsLost() {
    var _ = sight.onLook(true, -100);
    assertThat(sight.onLook(false, 1_900)).isEqualTo(Change.LOST);
    assertThat(sight.onLook(false, 9_000)).isEqualTo(Change.NONE);
  }
}
