package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ByIdTest {
  @Test
  void holdsWhatAMapWouldHold() {
    Random random = new Random(11);
    Map<String, Integer> expected = new TreeMap<>();
    ById<Integer> all = ById.none();
    for (int step = 0; step < 20_000; step++) {
      String id = "worker-" + random.nextInt(500);
      if (random.nextInt(3) == 0) {
        expected.remove(id);
        all = all.without(id);
      } else {
        expected.put(id, step);
        all = all.with(id, step);
      }
      assertThat(all.size()).isEqualTo(expected.size());
      assertThat(all.get(id)).isEqualTo(expected.get(id));
      assertThat(all.contains(id)).isEqualTo(expected.containsKey(id));
    }
    assertThat(all.sorted()).isEqualTo(expected);
    assertThat(all.stream()).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(ById.of(expected).sorted()).isEqualTo(expected);
  }

  @Test
  void doesNotChange() {
    ById<Integer> one = ById.<Integer>none().with("a", 1);

    assertThat(one.with("a", 2).get("a")).isEqualTo(2);
    assertThat(one.without("a").contains("a")).isFalse();
    assertThat(one.with("b", 3).size()).isEqualTo(2);
    assertThat(one.sorted()).isEqualTo(Map.of("a", 1));
  }

  @Test
  void isInTheOrderOfTheIds() {
    ById<Integer> all = ById.of(Map.of("b", 2, "c", 3, "a", 1));

    assertThat(all.sorted().values()).containsExactly(1, 2, 3);
  }
}
