package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class CharterTest {
  private final Charter charter = new Charter();

  private static List<ByteString> records(String... texts) {
    return Stream.of(texts).map(ByteString::fromString).toList();
  }

  private static List<ByteString> records(int count, int bytes) {
    return Stream.generate(() -> ByteString.fromArray(new byte[bytes])).limit(count).toList();
  }

  @Test
  void takesEachRecordOnceAndInItsTurn() {
    assertThat(charter.keep(7, 0, records("a", "b"))).isEqualTo(2);
    assertThat(charter.keep(7, 1, records("b", "c"))).isEqualTo(3);
    assertThat(charter.keep(7, 0, records("a"))).isEqualTo(3);
    assertThat(charter.keep(7, 5, records("f"))).as("a gap").isEqualTo(3);
    assertThat(charter.page(0)).isEqualTo(records("a", "b", "c"));
    assertThat(charter.page(2)).isEqualTo(records("c"));
    assertThat(charter.page(3)).isEmpty();
  }

  @Test
  void beginsAnewWithTheFirstRecordOfAHigherEpoch() {
    charter.keep(7, 0, records("a", "b"));
    assertThat(charter.keep(8, 2, records("z"))).as("not from the start").isZero();
    assertThat(charter.page(0)).isEqualTo(records("a", "b"));
    assertThat(charter.keep(8, 0, records("x"))).isEqualTo(1);
    assertThat(charter.page(0)).as("still more than the new one").isEqualTo(records("a", "b"));
    assertThat(charter.epoch()).isEqualTo(7);
    assertThat(charter.keep(7, 2, records("c"))).as("of a lower one").isEqualTo(1);
    assertThat(charter.keep(8, 1, records("y"))).isEqualTo(2);
    assertThat(charter.page(0)).isEqualTo(records("x", "y"));
    assertThat(charter.epoch()).isEqualTo(8);
  }

  @Test
  void aPageIsNeitherTooLargeNorEmpty() {
    charter.keep(7, 0, records(3, Charter.PAGE_BYTES / 2));
    assertThat(charter.page(0)).hasSize(2);
    charter.keep(8, 0, records(3, 2 * Charter.PAGE_BYTES));
    assertThat(charter.page(0)).hasSize(1);
    assertThat(charter.page(1)).hasSize(1);
  }

  @Test
  void answersForNoMoreThanItHasRoomFor() {
    assertThat(charter.keep(7, 0, records(40, Charter.PAGE_BYTES)))
        .isEqualTo(Charter.MAX_BYTES / Charter.PAGE_BYTES);
    assertThat(charter.keep(7, charter.size(), records("small"))).as("no gap").isEqualTo(32);
  }
}
