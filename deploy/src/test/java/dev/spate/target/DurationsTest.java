package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "1ns, 1",
    "200us, 200000",
    "250ms, 250000000",
    "1.5s, 1500000000",
    "2m, 120000000000",
    "1h, 3600000000000",
    "0s, 0"
  })
  void readsANumberAndAUnit(String text, long ns) {
    assertThat(Durations.parseNs(text)).isEqualTo(ns);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "ms", "-1s", "1 s", "1d", "1e3s", "Infinitys"})
  void refusesWhatIsNoDurationAndSaysHowOneIsWritten(String text) {
    assertThatThrownBy(() -> Durations.parseNs(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("250ms");
  }

  @Test
  void refusesMoreThanThirtyDays() {
    assertThatThrownBy(() -> Durations.parseNs("721h")).hasMessageContaining("30 days");
  }
}
