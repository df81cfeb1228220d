package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SilenceTest {
  private static Silence after(int ticks) {
    Silence silence = new Silence(30_000_000_000L);
    silence.onTraffic();
    for (int i = 0; i < ticks; i++) {
      silence.onTick();
    }
    return silence;
  }

  @Test
  void nobodyIsAnOrphanBeforeTheGraceIsOver() {
    assertThat(after(30).isOrphan()).isFalse();
    assertThat(after(31).isOrphan()).isTrue();
  }

  /// An order to start may be seconds older than the start.
  @Test
  void nobodyIsExpectedToSayAnythingBeforeTheStart() {
    Silence silence = new Silence(3_000_000_000L);
    for (int i = 0; i < 60; i++) {
      silence.onTick();
    }

    assertThat(silence.isOrphan()).isFalse();
    silence.onTraffic();
    silence.onTick();
    assertThat(silence.isOrphan()).isFalse();
  }

  @Test
  void aWordEndsIt() {
    Silence silence = after(3_600);

    silence.onWord();

    assertThat(silence.isOrphan()).isFalse();
    assertThat(silence.isForGood(true)).isFalse();
  }

  @Test
  void waitsAnHourForWhoWantsItsReportsAndTwoMinutesForTheStart() {
    assertThat(after(3_599).isForGood(true)).isFalse();
    assertThat(after(3_600).isForGood(true)).isTrue();
    assertThat(after(119).isForGood(false)).isFalse();
    assertThat(after(120).isForGood(false)).isTrue();
  }
}
