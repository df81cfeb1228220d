package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class FeederTest {
  private static final int RECORDS = 1_000;

  private static Feeder feeder(Feeder.Strategy strategy, Feeder.WhenDry whenDry) {
    List<String> values = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
    return new Feeder(
        "f", List.of("number"), values, strategy, whenDry, Feeder.Distribute.PARTITION);
  }

  private static List<Integer> first(Feeder.Strategy strategy, long count) {
    Feeder.Order order = feeder(strategy, Feeder.WhenDry.DROP).order(42);
    return LongStream.range(0, count).mapToObj(order::recordOf).toList();
  }

  @Test
  void aQueueGivesEachRecordOnceAndThenNone() {
    List<Integer> given = first(Feeder.Strategy.QUEUE, RECORDS + 2);
    assertThat(given).startsWith(0, 1, 2).endsWith(RECORDS - 1, Feeder.DRY, Feeder.DRY);
    assertThat(new HashSet<>(given)).hasSize(RECORDS + 1);
    Feeder.Order again = feeder(Feeder.Strategy.QUEUE, Feeder.WhenDry.RECYCLE).order(42);
    assertThat(again.recordOf(RECORDS + 1)).isEqualTo(1);
  }

  @Test
  void goesRoundInTheOrderOfTheFile() {
    assertThat(first(Feeder.Strategy.CIRCULAR, RECORDS + 2)).endsWith(RECORDS - 1, 0, 1);
  }

  @Test
  void shufflesOnceBySeedAndName() {
    List<Integer> given = first(Feeder.Strategy.SHUFFLE, 2 * RECORDS);
    assertThat(given.subList(0, RECORDS)).doesNotHaveDuplicates().isNotEqualTo(sorted(given));
    assertThat(given.subList(RECORDS, 2 * RECORDS)).isEqualTo(given.subList(0, RECORDS));
    Feeder.Order other = feeder(Feeder.Strategy.SHUFFLE, Feeder.WhenDry.DROP).order(43);
    assertThat(LongStream.range(0, RECORDS).mapToObj(other::recordOf).toList())
        .isNotEqualTo(given.subList(0, RECORDS));
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.subList(0, RECORDS).stream().sorted().toList();
  }

  @Test
  void drawsAnyRecord() {
    List<Integer> given = first(Feeder.Strategy.RANDOM, 20 * RECORDS);
    assertThat(given).allMatch(record -> record >= 0 && record < RECORDS);
    assertThat(Set.copyOf(given)).hasSize(RECORDS);
  }

  @Test
  void refusesRecordsWithoutAValueForEveryColumn() {
    assertThatThrownBy(() ->
            new Feeder(
                "f",
                List.of("a", "b"),
                List.of("1", "2", "3"),
                Feeder.Strategy.QUEUE,
                Feeder.WhenDry.DROP,
                Feeder.Distribute.PARTITION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a value for every column");
  }
}
