package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CharterPostTest {
  private static final RunEvent STOP = new RunEvent.StopRequested(5);
  private static final RunEvent LOSS = new RunEvent.WorkerEnded("ben", WorkerEnd.LOST, 7, "silent");

  private final CharterPost post = new CharterPost();

  @Test
  void bringsEachWorkerWhatItLacks() {
    post.add(STOP);
    assertThat(post.lacking(Set.of("anna", "ben"))).containsExactlyInAnyOrder("anna", "ben");
    assertThat(post.next("anna").records()).containsExactly(CharterRecords.encode(STOP));
    assertThat(post.onKept("anna", 1)).isFalse();
    assertThat(post.lacking(Set.of("anna", "ben"))).containsExactly("ben");
    post.add(LOSS);
    CharterPost.Page page = post.next("anna");
    assertThat(page.first()).isEqualTo(1);
    assertThat(CharterRecords.decode(page.records().getFirst())).isEqualTo(LOSS);
    assertThat(post.next("ben").records()).hasSize(2);
    assertThat(post.onKept("ben", 1)).as("there is more").isTrue();
  }

  @Test
  void whoHasNotAnsweredYetIsNotSentEachEventOfABurst() {
    Set<String> workers = Set.of("anna", "ben");
    post.add(STOP);
    assertThat(post.free(workers)).containsExactlyInAnyOrder("anna", "ben");
    post.next("anna");
    post.add(LOSS);
    assertThat(post.free(workers)).containsExactly("ben");
    assertThat(post.lacking(workers)).contains("anna");
    assertThat(post.onKept("anna", 1)).as("there is more").isTrue();
    post.next("anna");
    assertThat(post.onKept("anna", 2)).isFalse();
    assertThat(post.free(workers)).containsExactly("ben");
    post.add(STOP);
    assertThat(post.free(workers)).contains("anna");
  }

  @Test
  void aPlanThatIsTooLargeHasNone() {
    String text = "x".repeat(CharterPost.MAX_RECORD);
    post.add(
        new RunEvent.Opened(
            "r", Instant.EPOCH, Plans.lasting(1_000_000_000, 1), text, Map.of(), "0.1.0"));
    post.add(STOP);
    assertThat(post.lacking(Set.of("anna"))).isEmpty();
  }
}
