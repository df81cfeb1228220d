package dev.spate.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SwarmLogTest {
  private static SwarmCounts.Look look(long unacknowledged) {
    return new SwarmCounts.Look(100, 90, unacknowledged, 3, 0, 1.5, 2.5, 9.5, 8_000);
  }

  private static SwarmLog log(long... backlog) {
    return new SwarmLog(
        Arrays.stream(backlog).mapToObj(each -> new SwarmLog.Second(0, look(each))).toList());
  }

  @Test
  void isWhatASwarmPrints() {
    String printed = "swarm of 5\n" + Swarm.line(1_000, look(7)) + "\nWARN something\n";

    assertThat(SwarmLog.parse(printed).seconds())
        .isEqualTo(List.of(new SwarmLog.Second(1_000, look(7))));
  }

  @Test
  void growsWhereTheBacklogDoes() {
    assertThat(log(10, 500, 900, 1_400, 2_000, 2_600).grows(1_000)).isTrue();
    assertThat(log(400, 10, 700, 20, 300, 600).grows(1_000)).isFalse();
    assertThat(log().grows(1_000)).isFalse();
  }
}
