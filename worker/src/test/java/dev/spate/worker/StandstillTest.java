package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final long S = 1_000_000_000L;

  private final Standstill standstill = new Standstill();

  @Test
  void goesOnWithAnAnswerToWhatItAskedAMomentAgo() {
    standstill.onHeld(3 * S);
    assertThat(standstill.asleepNs()).isEqualTo(3 * S);
    assertThat(standstill.onAnswer(-5 * S, -4 * S)).isTrue();
    assertThat(standstill.awaitsAnswer()).isFalse();
  }

  /// It stood still in between, and its lanes may be another's since.
  @Test
  void anAnswerFromBeforeItStoodStillAgainIsNone() {
    standstill.onHeld(3 * S);
    assertThat(standstill.onAnswer(10 * S, 12 * S)).isFalse();
    assertThat(standstill.awaitsAnswer()).isTrue();
    assertThat(standstill.onAnswer(11 * S, 12 * S)).isTrue();
  }

  @Test
  void anAnswerThatNobodyAwaitsIsNone() {
    assertThat(standstill.onAnswer(10 * S, 10 * S)).isFalse();
    standstill.onHeld(3 * S);
    standstill.end();
    assertThat(standstill.onAnswer(10 * S, 10 * S)).isFalse();
  }

  @Test
  void ofSeveralLoopsTheLongestCounts() {
    standstill.onHeld(3 * S);
    standstill.onHeld(2 * S);
    assertThat(standstill.asleepNs()).isEqualTo(3 * S);
  }
}
