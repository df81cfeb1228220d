package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatenessTest {
  private static final long S = 1_000_000_000L;

  @Test
  void isThatOfTheReportThatIsLeastLate() {
    assertThat(Lateness.NONE.hearing(9 * S).hearing(2 * S).hearing(5 * S).atTick().ns())
        .isEqualTo(2 * S);
  }

  @Test
  void isForgottenWithTheNextTickThatHadReports() {
    Lateness late = Lateness.NONE.hearing(4 * S).atTick();

    assertThat(late.atTick().ns()).as("nothing was heard").isEqualTo(4 * S);
    assertThat(late.hearing(S).ns()).as("before the tick").isEqualTo(4 * S);
    assertThat(late.hearing(S).atTick().ns()).isEqualTo(S);
  }

  @Test
  void isNeitherNegativeNorWithoutEnd() {
    assertThat(Lateness.NONE.hearing(-S).atTick().ns()).isZero();
    assertThat(Lateness.NONE.hearing(3_600 * S).atTick().ns()).isEqualTo(Lateness.MOST_NS);
  }
}
