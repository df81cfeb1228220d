package dev.spate.coordinator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class JournalCodecTest {
  static final List<RunEvent> EVENTS = Events.ofARun();

  @ParameterizedTest
  @FieldSource("EVENTS")
  void anEventComesBackAsItWas(RunEvent event) {
    assertThat(JournalCodec.decode(JournalCodec.encode(event))).isEqualTo(event);
  }

  /// As from a journal that somebody edited, with checksums that are right.
  @ParameterizedTest
  @FieldSource("EVENTS")
  void survivesHostileBytes(RunEvent event) {
    byte[] valid = JournalCodec.encode(event);
    Random random = new Random(20_261_122);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      byte[] mutated = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
      for (int change = random.nextInt(3); change >= 0; change--) {
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(JournalCodec.decode(mutated)).isNotNull();
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void refusesAnEntryWithNothingInIt() {
    assertThatThrownBy(() -> JournalCodec.decode(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no known kind");
  }
}
