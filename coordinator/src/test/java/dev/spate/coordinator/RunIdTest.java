package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunIdTest {
  private static final Instant AT = Instant.parse("2026-11-22T14:55:01.999Z");

  @Test
  void saysWhenItWasSubmitted() {
    assertThat(RunId.of(AT, new Random(1))).startsWith("20261122-145501-").matches(RunId::isOne);
  }

  @Test
  void sortsByTime() {
    assertThat(RunId.of(AT, new Random(1))).isLessThan(RunId.of(AT.plusSeconds(1), new Random(2)));
  }

  @Test
  void twoOfOneSecondDiffer() {
    Random random = new Random(3);
    assertThat(IntStream.range(0, 100).mapToObj(_ -> RunId.of(AT, random)).distinct())
        .hasSizeGreaterThan(95);
  }

  @Test
  void nothingElseIsOne() {
    assertThat("20261122-145501-k3x9").matches(RunId::isOne);
    assertThat(new String[] {"", "..", "20261122-145501-k3x9/..", "20261122-145501-K3X9", "x\n"})
        .noneMatch(RunId::isOne);
  }
}
