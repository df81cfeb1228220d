package dev.spate.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  @Test
  void balancesWhereEachArrivalAndRequestHasOneAccount() {
    ArrivalCounts arrivals = new ArrivalCounts(15, 3, 1, 2, 3, 4, 5);
    RequestCounts requests = new RequestCounts(10, 1, 2, 3, 4);

    assertThat(new Ledger(arrivals, requests).balanced()).isTrue();
    assertThat(new Ledger(arrivals.withPlanned(16), requests).balanced()).isFalse();
    assertThat(new Ledger(arrivals.withPlanned(16).plusLost(1), requests).balanced()).isTrue();
    assertThat(new Ledger(arrivals, new RequestCounts(11, 1, 2, 3, 4)).balanced()).isFalse();
  }

  @Test
  void addsEachAccountToItself() {
    Ledger ledger =
        new Ledger(new ArrivalCounts(1, 2, 3, 4, 5, 6, 7), new RequestCounts(8, 9, 10, 11, 12));

    assertThat(ledger.plus(ledger))
        .isEqualTo(
            new Ledger(
                new ArrivalCounts(2, 4, 6, 8, 10, 12, 14), new RequestCounts(16, 18, 20, 22, 24)));
    assertThat(ledger.plus(Ledger.EMPTY)).isEqualTo(ledger).isEqualTo(Ledger.EMPTY.plus(ledger));
  }

  @Test
  void everyOutcomeBelongsToOneAccount() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 1L);
    }

    int all = Outcome.values().length;
    RequestCounts counts = RequestCounts.of(all, outcomes);

    assertThat(counts.balanced()).isTrue();
    assertThat(counts).isEqualTo(new RequestCounts(all, 1, all - 4, 2, 1));
  }

  @Test
  void outcomesAreFoundByTheNamesThatReportsHave() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(Outcome.named(outcome.id())).contains(outcome);
    }
    assertThat(Outcome.named("SUCCEEDED")).isEmpty();
  }

  @Test
  void requestTotalsDoNotDependOnOrderOrGrouping() {
    Random random = new Random(6);
    List<RequestDelta> deltas = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      deltas.add(delta(random));
    }
    RequestTotals inOrder = new RequestTotals();
    deltas.forEach(inOrder::add);

    for (int round = 0; round < 10; round++) {
      Collections.shuffle(deltas, random);
      int cut = random.nextInt(deltas.size());
      RequestTotals first = new RequestTotals();
      deltas.subList(0, cut).forEach(first::add);
      RequestTotals second = new RequestTotals();
      deltas.subList(cut, deltas.size()).forEach(second::add);
      second.add(first);

      assertSame(second, inOrder);
    }
  }

  @Test
  void requestTotalsAddWhatEachFieldSays() {
    RequestTotals totals = new RequestTotals();
    RequestDelta delta = delta(new Random(1));
    totals.add(delta);
    totals.add(delta);

    assertThat(totals.counts().started()).isEqualTo(2 * delta.started());
    assertThat(totals.retried()).isEqualTo(2 * delta.retried());
    assertThat(totals.bytesSent()).isEqualTo(2 * delta.bytesSent());
    assertThat(totals.bytesReceived()).isEqualTo(2 * delta.bytesReceived());
    assertThat(totals.succeeded().count()).isEqualTo(2 * delta.succeeded().count());
    assertThat(totals.serviceTime().count()).isEqualTo(2 * delta.service().count());
    assertThat(totals.firstByte().count()).isEqualTo(2 * delta.firstByte().count());
    assertThat(totals.responseTime().censoredCount()).isEqualTo(2 * delta.censored().count());
    assertThat(totals.responseTime().observed().count())
        .isEqualTo(2 * (delta.succeeded().count() + delta.failed().count()));
    delta
        .outcomes()
        .forEach((outcome, n) -> assertThat(totals.outcomes()).containsEntry(outcome, 2 * n));
    delta
        .statuses()
        .forEach((status, n) -> assertThat(totals.statuses()).containsEntry(status, 2 * n));
  }

  @Test
  void requestsOfADeadWorkerAreUnanswered() {
    RequestTotals totals = new RequestTotals();
    totals.addUnanswered(0);
    assertThat(totals.outcomes()).isEmpty();
    totals.addUnanswered(3);
    assertThat(totals.counts()).isEqualTo(new RequestCounts(0, 0, 0, 0, 3));
  }

  private static void assertSame(RequestTotals totals, RequestTotals other) {
    assertThat(totals.counts()).isEqualTo(other.counts());
    assertThat(totals.outcomes()).isEqualTo(other.outcomes());
    assertThat(totals.statuses()).isEqualTo(other.statuses());
    assertThat(totals.retried()).isEqualTo(other.retried());
    assertThat(totals.bytesSent()).isEqualTo(other.bytesSent());
    assertThat(totals.bytesReceived()).isEqualTo(other.bytesReceived());
    assertThat(totals.responseTime().all().toHistogram())
        .isEqualTo(other.responseTime().all().toHistogram());
    assertThat(totals.serviceTime().toHistogram()).isEqualTo(other.serviceTime().toHistogram());
    assertThat(totals.firstByte().toHistogram()).isEqualTo(other.firstByte().toHistogram());
    assertThat(totals.succeeded().toHistogram()).isEqualTo(other.succeeded().toHistogram());
  }

  private static RequestDelta delta(Random random) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(OUTCOMES.get(random.nextInt(OUTCOMES.size())), 1 + random.nextLong(9));
    outcomes.put(Outcome.SUCCEEDED, 1 + random.nextLong(9));
    return new RequestDelta(
        0,
        0,
        random.nextInt(5),
        1 + random.nextLong(100),
        random.nextLong(5),
        outcomes,
        Map.of(200 + random.nextInt(5), 1 + random.nextLong(9)),
        random.nextLong(1_000),
        random.nextLong(1_000_000),
        latencies(random),
        latencies(random),
        latencies(random),
        latencies(random),
        latencies(random));
  }

  private static Latencies latencies(Random random) {
    LatencySum sum = new LatencySum(Resolution.MICROSECOND);
    for (int i = random.nextInt(20); i >= 0; i--) {
      sum.record(random.nextLong(10_000_000_000L));
    }
    return sum.toLatencies();
  }
}
