package dev.spate.coordinator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HolmTest {
  @Test
  void eachIsHeldAgainstWhatIsLeft() {
    // 0.01 ≤ 0.05/4; 0.015 ≤ 0.05/3; 0.03 > 0.05/2 ends it, and 0.04 is held against the same.
    assertThat(Holm.of(0.05, 0.04, 0.01, 0.03, 0.015).alpha())
        .containsExactly(0.025, 0.0125, 0.025, 0.05 / 3);
  }

  @Test
  void oneTestIsNotCorrected() {
    assertThat(Holm.of(0.05, 0.2).alpha()).containsExactly(0.05);
  }

  @Test
  void noneIsFine() {
    assertThat(Holm.of(0.05).alpha()).isEmpty();
  }
}
