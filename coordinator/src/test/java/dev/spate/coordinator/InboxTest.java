package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class InboxTest {
  @Test
  void handsOverInOrderWhateverTheOrderOfArrival() {
    for (long seed = 0; seed < 100; seed++) {
      List<Long> each = LongStream.range(0, Inbox.MAX_EARLY).boxed().toList();
      List<Long> arrivals = new ArrayList<>(each);
      arrivals.addAll(each);
      Collections.shuffle(arrivals, new Random(seed));
      assertThat(handedOver(arrivals)).as("seed %d", seed).isEqualTo(each);
    }
  }

  @Test
  void showsAGapAndWaitsForIt() {
    Inbox inbox = Inbox.EMPTY.accept(report(0)).inbox().accept(report(2)).inbox();
    assertThat(inbox.hasGap()).isTrue();
    assertThat(inbox.acknowledged()).isZero();
    Inbox.Accepted filled = inbox.accept(report(1));
    assertThat(filled.inOrder()).extracting(Interval::sequence).containsExactly(1L, 2L);
    assertThat(filled.inbox().hasGap()).isFalse();
  }

  @Test
  void keepsABoundedNumberOfEarlyReports() {
    Inbox inbox = Inbox.EMPTY;
    for (long sequence = 1; sequence < 1_000; sequence++) {
      inbox = inbox.accept(report(sequence)).inbox();
    }
    assertThat(inbox.early()).hasSize(Inbox.MAX_EARLY - 1);
    assertThat(inbox.accept(report(0)).inbox().next()).isEqualTo(Inbox.MAX_EARLY);
  }

  private static List<Long> handedOver(List<Long> arrivals) {
    List<Long> sequences = new ArrayList<>();
    Inbox inbox = Inbox.EMPTY;
    for (long sequence : arrivals) {
      Inbox.Accepted accepted = inbox.accept(report(sequence));
      accepted.inOrder().forEach(interval -> sequences.add(interval.sequence()));
      inbox = accepted.inbox();
    }
    return sequences;
  }

  private static Interval report(long sequence) {
    return Plans.interval("w", 1, sequence, sequence * Plans.SECOND_NS);
  }
}
