package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Rate;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "250ms, 250000000",
    "30s, 30000000000",
    "2m, 120000000000",
    "1h, 3600000000000",
    "1m30s, 90000000000",
    "1.5s, 1500000000",
    "0.1us, 100",
    "7ns, 7",
    "1d, 86400000000000",
    "0s, 0",
    "1h1m1s1ms1us1ns, 3661001001001",
    "5\u00b5s, 5000"
  })
  void readsDurationsExactly(String text, long ns) {
    assertThat(Durations.read(value(), text, 0, Long.MAX_VALUE)).contains(ns);
    assertThat(problems.none()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1 s", "1s ", "1,5s", "1w", "1e3s", "1.s", "s1"})
  void refusesWhatIsNoDuration(String text) {
    assertThat(Durations.read(value(), text, 0, Long.MAX_VALUE)).isEmpty();
    assertThat(problems.inOrder()).hasSize(1);
  }

  @Test
  void aDurationBeyondALongIsOutOfRange() {
    assertThat(Durations.read(value(), "999999999999999999h", 0, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void writesDurationsThatReadBack() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    for (int i = 0; i < 1_000; i++) {
      long ns = random.nextLong(1L << random.nextInt(1, 60));
      String text = Durations.format(ns);
      assertThat(Durations.read(value(), text, 0, Long.MAX_VALUE)).as(text).contains(ns);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20/s, 20, 1000000000", "600/m, 10, 1000000000", "0.5/s, 1, 2000000000",
    "3600/h, 1, 1000000000", "1/h, 1, 3600000000000", "1/m, 1, 60000000000",
    "0.0001/s, 1, 10000000000000", "20 / s, 20, 1000000000", "100.50/s, 201, 2000000000",
    "1000000000/s, 1000000000, 1000000000"
  })
  void readsRatesExactly(String text, long arrivals, long periodNs) {
    assertThat(Rates.read(value(), text)).contains(new Rate(arrivals, periodNs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20", "20/", "/s", "20/d", "-1/s", "1e3/s", "20/ms", "1/3/s", "0.00001/s"})
  void refusesWhatIsNoRate(String text) {
    assertThat(Rates.read(value(), text)).isEmpty();
    assertThat(problems.inOrder()).hasSize(1);
  }

  @Test
  void writesRatesThatReadBack() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
    String[] units = {"s", "m", "h"};
    for (int i = 0; i < 1_000; i++) {
      String text =
          BigDecimal.valueOf(random.nextInt(1, 10_000_000), random.nextInt(2)).toPlainString()
              + "/"
              + units[random.nextInt(3)];
      Optional<Rate> rate = Rates.read(value(), text);
      assertThat(rate).as(text).isPresent();
      assertThat(Rates.read(value(), Rates.format(rate.orElseThrow()))).as(text).isEqualTo(rate);
    }
  }

  @ParameterizedTest
  @CsvSource({"5%, 0.05", "0.05, 0.05", "100%, 1", "1, 1", "0, 0", "0.1 %, 0.001", ".5, 0.5"})
  void readsParts(String text, BigDecimal part) {
    assertThat(Parts.read(value(), text))
        .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(part));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "-1%", "101%", "1.01", "5 percent", "1e-3"})
  void refusesWhatIsNoPart(String text) {
    assertThat(Parts.read(value(), text)).isEmpty();
    assertThat(problems.inOrder()).hasSize(1);
  }

  private Value value() {
    Node node = new Node.Scalar(Position.START, Position.START, "x", true, "");
    return Value.of(node, "x", problems);
  }
}
