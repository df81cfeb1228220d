package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FloodGuardTest {
  private static final long SECOND_NS = 1_000_000_000L;

  private final FloodGuard guard = new FloodGuard();

  private void flood(int frames, long nowNs) throws ViolationException {
    for (int i = 0; i < frames; i++) {
      guard.onUseless(nowNs);
    }
  }

  @Test
  void endsWhatLeadsToNothing() throws ViolationException {
    flood(FloodGuard.LIMIT, 5);
    assertThatThrownBy(() -> guard.onUseless(6))
        .isInstanceOfSatisfying(
            ViolationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM));
  }

  @Test
  void forgetsAtAUsefulFrame() throws ViolationException {
    flood(FloodGuard.LIMIT, 5);
    guard.onUseful();
    assertThatCode(() -> flood(FloodGuard.LIMIT, 6)).doesNotThrowAnyException();
  }

  @Test
  void forgetsAfterASecond() throws ViolationException {
    flood(FloodGuard.LIMIT, 5);
    assertThatCode(() -> flood(FloodGuard.LIMIT, 6 + SECOND_NS)).doesNotThrowAnyException();
  }

  @Test
  void countsASecondFromItsFirstFrame() throws ViolationException {
    flood(FloodGuard.LIMIT / 2, 5);
    flood(FloodGuard.LIMIT - FloodGuard.LIMIT / 2, 5 + SECOND_NS);
    assertThatThrownBy(() -> guard.onUseless(5 + SECOND_NS)).isInstanceOf(ViolationException.class);
  }
}
