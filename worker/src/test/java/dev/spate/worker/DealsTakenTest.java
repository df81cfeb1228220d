package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DealsTakenTest {
  @Test
  void aDealIsTakenWhenAllLoopsFollowIt() {
    DealsTaken deals = new DealsTaken();
    deals.setLoops(2);
    deals.onAsked(1);
    deals.onAsked(2);
    deals.onAsked(2);

    deals.onTaken(0, 2);
    assertThat(deals.takeAnswers()).isEmpty();
    assertThat(deals.all()).isZero();
    deals.onTaken(1, 1);
    assertThat(deals.takeAnswers()).containsExactly(1);
    deals.onTaken(1, 2);

    assertThat(deals.takeAnswers()).containsExactly(2);
    assertThat(deals.takeAnswers()).isEmpty();
  }

  @Test
  void whoAsksAgainHearsAgain() {
    DealsTaken deals = new DealsTaken();
    deals.onTaken(0, 3);

    deals.onAsked(3);

    assertThat(deals.takeAnswers()).containsExactly(3);
  }
}
