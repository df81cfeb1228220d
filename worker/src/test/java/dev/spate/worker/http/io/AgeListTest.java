package dev.spate.worker.http.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgeListTest {
  private static final long SEED = 42;
  private static final int STEPS = 100_000;

  @Test
  void isOrderedByAgeWhateverComesAndGoes() {
    Random random = new Random(SEED);
    AgeList<Integer> list = new AgeList<>();
    TreeMap<Long, AgeList.Place<Integer>> model = new TreeMap<>();
    List<AgeList.Place<Integer>> places = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      places.add(new AgeList.Place<>(i));
    }
    for (int step = 0; step < STEPS; step++) {
      AgeList.Place<Integer> place = places.get(random.nextInt(places.size()));
      model.values().remove(place);
      if (random.nextInt(3) == 0) {
        place.leave();
        place.leave();
      } else {
        // Nearly always the youngest; sometimes one from before. Instants are unique.
        long sinceNs = 1_000L * step + (random.nextInt(10) == 0 ? -4_999 : 0);
        list.add(place, sinceNs);
        model.put(sinceNs, place);
      }
      assertThat(place.taken()).isEqualTo(model.containsValue(place));
      assertThat(list.isEmpty()).isEqualTo(model.isEmpty());
      if (!model.isEmpty()) {
        assertThat(list.oldest()).isSameAs(model.firstEntry().getValue());
        assertThat(list.youngest()).isSameAs(model.lastEntry().getValue());
        assertThat(Objects.requireNonNull(list.oldest()).sinceNs()).isEqualTo(model.firstKey());
      }
    }
  }

  @Test
  void aPlaceThatIsAddedToAnotherListLeavesTheOneItWasIn() {
    AgeList<String> one = new AgeList<>();
    AgeList<String> other = new AgeList<>();
    AgeList.Place<String> place = new AgeList.Place<>("owner");
    one.add(place, 1);
    other.add(place, 2);
    assertThat(one.isEmpty()).isTrue();
    assertThat(other.oldest()).isSameAs(place);
    assertThat(place.owner()).isEqualTo("owner");
  }

  @Test
  void saysWhenItsOldestComesOfAge() {
    AgeList<String> list = new AgeList<>();
    assertThat(list.untilAgeNs(10, 1_000)).isEqualTo(Long.MAX_VALUE);
    assertThat(list.oldestOf(10, 1_000)).isNull();
    AgeList.Place<String> place = new AgeList.Place<>("owner");
    list.add(place, 1_000);
    list.add(new AgeList.Place<>("younger"), 1_005);
    assertThat(list.untilAgeNs(10, 1_004)).isEqualTo(6);
    assertThat(list.oldestOf(10, 1_009)).isNull();
    assertThat(list.oldestOf(10, 1_010)).isSameAs(place);
    assertThat(list.untilAgeNs(10, 1_012)).isEqualTo(-2);
  }

  @Test
  void agesAcrossTheOverflowOfTheClock() {
    AgeList<String> list = new AgeList<>();
    AgeList.Place<String> place = new AgeList.Place<>("before");
    list.add(new AgeList.Place<>("after"), Long.MIN_VALUE + 5);
    list.add(place, Long.MAX_VALUE - 5);
    assertThat(list.oldest()).isSameAs(place);
    assertThat(list.oldestOf(10, Long.MIN_VALUE + 3)).isNull();
    assertThat(list.oldestOf(10, Long.MIN_VALUE + 4)).isSameAs(place);
  }
}
