package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Occupancy;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InFlightTest {
  private static InFlight startedAt(long ns) {
    InFlight inFlight = new InFlight();
    inFlight.startAt(ns);
    return inFlight;
  }

  @Test
  void isTheSumOfTheTimesUnderWay() {
    InFlight inFlight = startedAt(100);
    inFlight.onStarted(110);
    inFlight.onStarted(120);
    inFlight.onEnded(110, 150);

    assertThat(inFlight.count()).isEqualTo(1);
    assertThat(inFlight.cut(160)).isEqualTo(new Occupancy(40 + 40, 40));
    inFlight.onEnded(120, 165);
    assertThat(inFlight.cut(170)).isEqualTo(new Occupancy(5, 0));
    assertThat(inFlight.cut(1_000)).isEqualTo(Occupancy.NONE);
  }

  @Test
  void aLateStartCountsFromWhenItWasDue() {
    InFlight inFlight = startedAt(0);
    var _ = inFlight.cut(100);

    inFlight.onStarted(40);

    assertThat(inFlight.cut(100)).isEqualTo(new Occupancy(60, 60));
  }

  @Test
  void anEndThatIsHeardOfLateCountsToWhenItWas() {
    InFlight inFlight = startedAt(0);
    inFlight.onStarted(10);
    inFlight.onStarted(50);

    inFlight.onEnded(10, 30);

    assertThat(inFlight.cut(50)).isEqualTo(new Occupancy(20, 0));
  }

  @Test
  void whatIsInterruptedStaysUnendedAndGrowsNoMore() {
    InFlight inFlight = startedAt(0);
    inFlight.onStarted(10);

    inFlight.onInterrupted(30);

    assertThat(inFlight.count()).isZero();
    assertThat(inFlight.cut(40)).isEqualTo(new Occupancy(20, 20));
    assertThat(inFlight.cut(50)).isEqualTo(new Occupancy(0, 20));
  }

  private record Request(long sinceNs) {}

  /// However late starts and ends are heard of, and wherever it is cut: the integrals of the cuts,
  /// with what was under way before and without what goes on, are the times of what ended.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theIntegralsOfCutsAccountForEveryRequest(int seed) {
    Random random = new Random(seed);
    long now = Long.MAX_VALUE - 500_000; // the clock may turn over
    InFlight inFlight = startedAt(now);
    ArrayDeque<Request> underWay = new ArrayDeque<>();
    long ended = 0;
    long unended = 0;
    for (int i = 0; i < 10_000; i++) {
      now += random.nextInt(200);
      switch (random.nextInt(20)) {
        case 0 -> {
          Occupancy cut = inFlight.cut(now);
          assertThat(cut.requestNs() + unended - cut.unendedNs()).isEqualTo(ended);
          unended = cut.unendedNs();
          ended = 0;
        }
        case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> {
          Request request = new Request(now - random.nextInt(50));
          underWay.add(request);
          inFlight.onStarted(request.sinceNs());
        }
        default -> {
          if (!underWay.isEmpty()) {
            Request request = underWay.remove();
            long end = now - random.nextInt((int) Math.min(50, now - request.sinceNs()) + 1);
            inFlight.onEnded(request.sinceNs(), end);
            ended += end - request.sinceNs();
          }
        }
      }
      assertThat(inFlight.count()).isEqualTo(underWay.size());
    }
  }
}
