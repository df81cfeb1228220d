package dev.spate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.OpenLoad.Arrivals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The union of what any number of workers send is the plan's schedule, to the nanosecond: each
/// arrival once, at the same instant, whoever sends it.
final class ScheduleUnionTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long DURATION_NS = 20 * SECOND_NS;
  private static final long SEED = 42;

  /// Due times and numbers of arrivals.
  private record Arrival(long dueNs, long number) {}

  private static final List<OpenLoad> RATES =
      Stream.of(Arrivals.values())
          .flatMap(arrivals ->
              Stream.of(
                  new OpenLoad(Rate.perSecond(733), Rate.perSecond(733), arrivals),
                  new OpenLoad(Rate.perSecond(10), Rate.perSecond(1_500), arrivals),
                  new OpenLoad(Rate.perSecond(900), Rate.perSecond(0), arrivals),
                  new OpenLoad(new Rate(7, 60 * SECOND_NS), Rate.perSecond(3), arrivals)))
          .toList();

  static final List<ArrivingLoad> LOADS =
      Stream.<ArrivingLoad>concat(RATES.stream(), Stream.of(recorded())).toList();

  /// Gusts and lulls.
  private static ReplayLoad recorded() {
    Random random = new Random(7);
    return new ReplayLoad(
        Instants.of(
            random
                .doubles(5_000)
                .mapToLong(place -> (long) (place * place * DURATION_NS))
                .sorted()
                .distinct()
                .toArray()));
  }

  static Stream<Arguments> loadsAndWorkers() {
    return LOADS.stream()
        .flatMap(load -> IntStream.of(1, 2, 3, 7).mapToObj(n -> Arguments.of(load, n)));
  }

  @ParameterizedTest
  @MethodSource("loadsAndWorkers")
  void theUnionOfAllWorkersIsThePlansSchedule(ArrivingLoad load, int workers) {
    Schedule schedule = schedule(load);
    List<Arrival> whole = walk(schedule, Lanes.all(1024));

    List<Integer> weights = IntStream.range(0, workers).mapToObj(i -> 100 + 50 * i).toList();
    List<Arrival> union = new ArrayList<>();
    for (Lanes ofWorker : Assignment.deal(1024, weights).parts()) {
      for (Lanes ofLoop : ofWorker.split(3)) {
        union.addAll(walk(schedule, ofLoop));
      }
    }
    union.sort(Comparator.comparingLong(Arrival::dueNs).thenComparingLong(Arrival::number));

    assertThat(union)
        .isEqualTo(
            whole.stream()
                .sorted(Comparator.comparingLong(Arrival::dueNs).thenComparingLong(Arrival::number))
                .toList());
  }

  @ParameterizedTest
  @FieldSource("LOADS")
  void arrivalsComeInOrderWithinThePhaseAndEachOnce(ArrivingLoad load) {
    List<Arrival> whole = walk(schedule(load), Lanes.all(1024));

    assertThat(whole).isSortedAccordingTo(Comparator.comparingLong(Arrival::dueNs));
    assertThat(whole)
        .allSatisfy(arrival -> assertThat(arrival.dueNs()).isBetween(0L, DURATION_NS - 1));
    assertThat(whole.stream().map(Arrival::number)).doesNotHaveDuplicates();
    double expected =
        switch (load) {
          case OpenLoad open -> new ExactCurve(open.from(), open.to(), DURATION_NS).total();
          case ReplayLoad(Instants instants) -> instants.total();
        };
    assertThat((double) whole.size())
        .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected));
  }

  @ParameterizedTest
  @FieldSource("LOADS")
  void aCursorThatSkipsIsOneThatWalked(ArrivingLoad load) {
    Lanes lanes = Assignment.deal(1024, List.of(3, 2)).parts().getLast();
    List<Arrival> walked = walk(schedule(load), lanes);

    Schedule.Cursor cursor = schedule(load).cursor(lanes);
    long passed = cursor.skipUntil(7 * SECOND_NS);

    assertThat(passed)
        .isEqualTo(walked.stream().filter(arrival -> arrival.dueNs() < 7 * SECOND_NS).count());
    assertThat(rest(cursor)).isEqualTo(walked.subList((int) passed, walked.size()));
  }

  @ParameterizedTest
  @FieldSource("LOADS")
  void noLanesHaveNoArrivals(ArrivingLoad load) {
    assertThat(walk(schedule(load), Lanes.of(1024))).isEmpty();
    assertThat(schedule(load).cursor(Lanes.of(1024)).skipUntil(Long.MAX_VALUE)).isZero();
  }

  /// A uniform schedule's arrival n is due where the curve says, whoever asks.
  @ParameterizedTest
  @FieldSource("RATES")
  void uniformArrivalsAreNumberedByTheCurve(OpenLoad load) {
    OpenLoad uniform = new OpenLoad(load.from(), load.to(), Arrivals.UNIFORM);
    RateCurve curve = new RateCurve(load.from(), load.to(), DURATION_NS);
    List<Arrival> whole = walk(schedule(uniform), Lanes.all(1024));

    assertThat(whole).hasSize((int) curve.total());
    for (int n = 0; n < whole.size(); n++) {
      assertThat(whole.get(n)).isEqualTo(new Arrival(curve.dueNs(n), n));
    }
  }

  @Test
  void recordedArrivalsAreNumberedByTheirPlace() {
    Instants instants = recorded().instants();
    List<Arrival> whole = walk(schedule(recorded()), Lanes.all(1024));

    assertThat(whole).hasSize((int) instants.total());
    for (int n = 0; n < whole.size(); n++) {
      assertThat(whole.get(n)).isEqualTo(new Arrival(instants.dueNs(n), n));
    }
  }

  private static Schedule schedule(ArrivingLoad load) {
    return Schedule.of(load, DURATION_NS, SEED, 1);
  }

  private static List<Arrival> walk(Schedule schedule, Lanes lanes) {
    List<Arrival> arrivals = rest(schedule.cursor(lanes));
    assertThat(arrivals)
        .allMatch(arrival -> lanes.contains((int) (arrival.number() % lanes.total())));
    return arrivals;
  }

  private static List<Arrival> rest(Schedule.Cursor cursor) {
    List<Arrival> arrivals = new ArrayList<>();
    for (; cursor.dueNs() != Long.MAX_VALUE; cursor.advance()) {
      arrivals.add(new Arrival(cursor.dueNs(), cursor.arrival()));
    }
    return arrivals;
  }
}
