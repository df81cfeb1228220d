package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("measures")
class StallTest {
  private static final long MS = 1_000_000L;

  @Test
  void followsItsTimetable() {
    Stalls stalls = Stalls.every(100 * MS, 2_000 * MS, Stalls.Origin.START);
    assertThat(stalls.beginsNs(0)).isEqualTo(2_000 * MS);
    assertThat(stalls.beginsNs(9)).isEqualTo(20_000 * MS);
    assertThat(Stalls.once(MS, 5 * MS, Stalls.Origin.START).beginsNs(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Stalls.NONE.beginsNs(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesStallsThatOverlap() {
    assertThatThrownBy(() -> Stalls.every(2 * MS, 2 * MS, Stalls.Origin.START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("before the next one begins");
  }

  @Test
  void answersNothingDuringAStallAndEverythingRightAfterIt() throws IOException {
    long lengthNs = 200 * MS;
    Stalls stalls = Stalls.every(lengthNs, 500 * MS, Stalls.Origin.FIRST_REQUEST);
    TargetSettings settings = TargetSettings.DEFAULT.withStalls(stalls).withRecord(true);
    try (TargetServer target = new TargetServer(settings);
        PlainClient client = new PlainClient(target.port())) {
      long worstNs = 0;
      long endNs = System.nanoTime() + 1_600 * MS;
      while (System.nanoTime() < endNs) {
        worstNs = Math.max(worstNs, client.timedGet("/"));
      }
      assertThat(worstNs).isBetween(lengthNs - 5 * MS, lengthNs + 50 * MS);
      long originNs = target.arrivals().getFirst().nanoTime();
      for (Arrival arrival : target.arrivals()) {
        long inPeriodNs = (arrival.nanoTime() - originNs) % (500 * MS);
        boolean inStall = arrival.nanoTime() - originNs > 500 * MS && inPeriodNs < lengthNs;
        // A read that began before the stall may end a moment into it, a scheduler's moment.
        assertThat(inStall && inPeriodNs > 50 * MS).as("arrival at %d", inPeriodNs).isFalse();
      }
    }
  }
}
