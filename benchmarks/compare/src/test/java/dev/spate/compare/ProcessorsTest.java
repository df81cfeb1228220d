package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
  @Test
  void readsTheKernelsLists() {
    assertThat(Processors.parse("0-1")).containsExactly(0, 1);
    assertThat(Processors.parse("2,4-6,9")).containsExactly(2, 4, 5, 6, 9);
  }

  @Test
  void theGeneratorAndTheTargetAreApart() {
    Processors processors = new Processors(List.of(2, 4, 5, 6));
    assertThat(processors.generator()).isEqualTo("2");
    assertThat(processors.target()).isEqualTo("6");
    assertThat(processors.first(2)).isEqualTo("2,4");
    assertThat(processors.without(1)).isEqualTo("4,5,6");
    assertThat(processors.without(4)).isEqualTo("6");
  }

  @Test
  void oneProcessorIsNotEnough() {
    assertThatThrownBy(() -> new Processors(List.of(0))).hasMessageContaining("two processors");
  }
}
