package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotsTest {
  @Test
  void aSlotBeginsWithItsFirstNanosecond() {
    assertThat(Slots.of(0)).isZero();
    assertThat(Slots.of(999_999_999)).isZero();
    assertThat(Slots.of(1_000_000_000)).isEqualTo(1);
    assertThat(Slots.beginsNs(3)).isEqualTo(3_000_000_000L);
    assertThat(Slots.of(Slots.beginsNs(2_592_000))).isEqualTo(2_592_000);
  }

  @Test
  void aRunHasASlotForItsLastPartOfASecond() {
    assertThat(Slots.count(0)).isZero();
    assertThat(Slots.count(1)).isEqualTo(1);
    assertThat(Slots.count(1_000_000_000)).isEqualTo(1);
    assertThat(Slots.count(1_000_000_001)).isEqualTo(2);
  }
}
