package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

final class ClosedLoadTest {
  private static final long TEN_SECONDS_NS = 10_000_000_000L;

  @Test
  void aConstantNumberOfUsersIsThereFromStartToEnd() {
    ClosedLoad load = new ClosedLoad(3, 3, 0);
    for (int user = 0; user < 3; user++) {
      assertThat(load.beginsNs(user, TEN_SECONDS_NS)).isZero();
      assertThat(load.endsNs(user, TEN_SECONDS_NS)).isEqualTo(TEN_SECONDS_NS);
    }
    assertThat(load.mostUsers()).isEqualTo(3);
  }

  @Test
  void usersComeEvenlyAndStay() {
    ClosedLoad load = new ClosedLoad(2, 6, 0);

    assertThat(load.mostUsers()).isEqualTo(6);
    long[] begins = {0, 0, 0, 2_500_000_000L, 5_000_000_000L, 7_500_000_000L};
    for (int user = 0; user < 6; user++) {
      assertThat(load.beginsNs(user, TEN_SECONDS_NS)).isEqualTo(begins[user]);
      assertThat(load.endsNs(user, TEN_SECONDS_NS)).isEqualTo(TEN_SECONDS_NS);
    }
  }

  @Test
  void usersGoEvenlyAndTheLastToComeGoesFirst() {
    ClosedLoad load = new ClosedLoad(5, 0, 0);
    long[] ends = {10_000_000_000L, 8_000_000_000L, 6_000_000_000L, 4_000_000_000L, 2_000_000_000L};
    for (int user = 0; user < 5; user++) {
      assertThat(load.beginsNs(user, TEN_SECONDS_NS)).isZero();
      assertThat(load.endsNs(user, TEN_SECONDS_NS)).isEqualTo(ends[user]);
    }
  }

  @Test
  void theLongestRampOfTheMostUsersIsExact() {
    long monthNs = 30 * 86_400_000_000_000L;
    ClosedLoad load = new ClosedLoad(0, ClosedLoad.MAX_USERS, 0);
    for (int user : new int[] {0, 1, 333_333, 999_999}) {
      long exact =
          BigInteger.valueOf(user)
              .multiply(BigInteger.valueOf(monthNs))
              .divide(BigInteger.valueOf(ClosedLoad.MAX_USERS))
              .longValueExact();
      assertThat(load.beginsNs(user, monthNs)).isEqualTo(exact);
    }
  }

  @Test
  void refusesUsersThatNoPlanMayHave() {
    assertThatThrownBy(() -> new ClosedLoad(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClosedLoad(-1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClosedLoad(1, 1_000_001, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClosedLoad(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
