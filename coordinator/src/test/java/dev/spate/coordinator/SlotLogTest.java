package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlotLogTest {
  private final SlotLog log = new SlotLog(3);

  @Test
  void numbersRowsFromOne() {
    assertThat(log.after(0)).isEmpty();
    assertThat(log.add("a")).isEqualTo(1);
    assertThat(log.add("b")).isEqualTo(2);
    assertThat(log.after(0)).containsExactly(new RunFeed.Slots(1, List.of("a", "b")));
    assertThat(log.after(1)).containsExactly(new RunFeed.Slots(2, List.of("b")));
    assertThat(log.after(2)).isEmpty();
  }

  @Test
  void saysWhatItHasForgotten() {
    List.of("a", "b", "c", "d", "e").forEach(log::add);
    assertThat(log.after(0))
        .containsExactly(new RunFeed.Skipped(1, 2), new RunFeed.Slots(3, List.of("c", "d", "e")));
    assertThat(log.after(2)).containsExactly(new RunFeed.Slots(3, List.of("c", "d", "e")));
  }

  @Test
  void aNumberThatIsYetToComeIsHarmless() {
    log.add("a");
    assertThat(log.after(1_000_000)).isEmpty();
  }
}
