package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s", "4.5e-8, 45 ns", "0.000212, 212 µs", "0.0000021, 2.10 µs", "0.00299, 2.99 ms",
    "0.0123, 12.3 ms", "0.18234, 182 ms", "0.9994, 999 ms", "0.99951, 1.00 s", "3.2, 3.20 s",
    "60, 60 s", "12.34, 12.3 s", "3600, '3,600 s'"
  })
  void timesHaveThreeDigitsAndTheUnitThatSuits(double seconds, String text) {
    assertThat(Figures.time(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.50/s", "12.34, 12.3/s", "500, 500/s", "12345.6, '12,346/s'", "99.96, 100/s"})
  void ratesToo(double perSecond, String text) {
    assertThat(Figures.rate(perSecond)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "1, 100 %", "0.0103, 1.03 %", "0.9987, 99.9 %", "0.00002, 0.0020 %"})
  void partsArePercent(double part, String text) {
    assertThat(Figures.part(part)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1024, 1 KiB", "1268777, 1.21 MiB"})
  void bytesArePowersOf1024(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void whatIsUnknownIsADash() {
    assertThat(Figures.time(null)).isEqualTo("-");
    assertThat(Figures.time(null, true)).isEqualTo("-");
    assertThat(Figures.percentile(null)).isEqualTo("-");
  }

  @Test
  void aPercentileOfTooFewIsNoNumberButALowerBoundIsTrueHoweverFew() {
    assertThat(Figures.percentile(new Report.Percentile(0.2, 0.1, 0.3, false, false, 10.0)))
        .isEqualTo("n/a (too few)");
    assertThat(Figures.percentile(new Report.Percentile(3.2, 0.1, null, true, false, 10.0)))
        .isEqualTo("≥ 3.20 s");
    assertThat(Figures.percentile(new Report.Percentile(0.2, 0.1, 0.3, false, true, 1e4)))
        .isEqualTo("200 ms");
  }
}
