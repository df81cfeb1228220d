package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RateTest {
  @Test
  void equalRatesAreEqual() {
    assertThat(new Rate(600, 60_000_000_000L)).isEqualTo(Rate.perSecond(10));
    assertThat(Rate.perSecond(0)).isEqualTo(new Rate(0, 60_000_000_000L));
  }

  @Test
  void readsAsPeopleWriteIt() {
    assertThat(Rate.perSecond(20)).hasToString("20/s");
    assertThat(new Rate(90, 60_000_000_000L)).hasToString("1.5/s");
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThatThrownBy(() -> new Rate(-1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(1, 86_400_000_000_001L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Rate(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1000000000 arrivals a second");
  }
}
