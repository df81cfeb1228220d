package dev.spate.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Nothing else runs while this measures.
@Isolated
class TargetDelayTest {
  private static final long MS = 1_000_000L;

  @Test
  void delaysNeverTooShortAndHardlyTooLong() throws IOException {
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT);
        PlainClient client = new PlainClient(target.port())) {
      List<Long> delayed = new ArrayList<>();
      List<Long> undelayed = new ArrayList<>();
      for (int i = 0; i < 101; i++) {
        delayed.add(client.timedGet("/delay/5ms"));
        undelayed.add(client.timedGet("/"));
      }
      delayed.sort(null);
      undelayed.sort(null);
      assertThat(delayed.getFirst()).isGreaterThanOrEqualTo(5 * MS);
      // Against a round trip of the same moment, because other processes slow both.
      assertThat(delayed.get(50) - undelayed.get(50)).as("median").isLessThan(5 * MS + MS);
    }
  }
}
