package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations are differences of a monotonic clock: a wall clock that is set during a run changes
/// nothing but what is said for people (ACCURACY A10).
class WallClockTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final Instant ORIGIN = Instant.parse("2026-11-22T14:55:01Z");
  private static final WorkerDescription ANNA = Plans.worker("anna", 1);
  private static final WorkerDescription BEN = Plans.worker("ben", 2);

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600})
  void settingTheClockInMidRunChangesNothing(long bySeconds) {
    List<RunEffect> undisturbed = run(Duration.ZERO);
    assertThat(undisturbed)
        .as("a loss, a deal and an end")
        .anyMatch(e -> e instanceof RunEffect.Keep(RunEvent.WorkerEnded ended) && ended.atNs() > 0)
        .anyMatch(e -> e instanceof RunEffect.Deal)
        .anyMatch(e -> e instanceof RunEffect.Close);
    assertThat(run(Duration.ofSeconds(bySeconds)).stream().map(WallClockTest::withoutWall))
        .isEqualTo(undisturbed.stream().map(WallClockTest::withoutWall).toList());
  }

  @Test
  void whatIsForPeopleIsByTheWallClock() {
    RunEffect closed =
        run(Duration.ofHours(1)).stream()
            .filter(e -> e instanceof RunEffect.Keep(RunEvent.Closed _))
            .findFirst()
            .orElseThrow();
    assertThat(((RunEvent.Closed) ((RunEffect.Keep) closed).event()).at())
        .isAfter(ORIGIN.plusSeconds(3_600));
  }

  private static RunEffect withoutWall(RunEffect effect) {
    return effect instanceof RunEffect.Keep(RunEvent.Closed(_, var ending, var detail))
        ? new RunEffect.Keep(new RunEvent.Closed(ORIGIN, ending, detail))
        : effect;
  }

  /// Ten seconds with two workers, of which one dies at 4 s; at 2 s the clock is set.
  private static List<RunEffect> run(Duration by) {
    RunMachine machine =
        new RunMachine(
            new RunEvent.Opened(RUN, ORIGIN, Plans.lasting(10 * S, 2), "", Map.of(), "0.1.0"),
            RunLimits.DEFAULT,
            ANNA.clock());
    List<RunEffect> effects = new ArrayList<>();
    Step step = machine.open(List.of(ANNA, BEN), at(0, Duration.ZERO));
    effects.addAll(step.effects());
    for (RunInput input : preparation()) {
      step = machine.on(step.state(), input, at(0, Duration.ZERO));
      effects.addAll(step.effects());
    }
    for (int tick = 1; tick <= 100; tick++) {
      Moment now = at(tick * S / 5, tick * S / 5 >= 2 * S ? by : Duration.ZERO);
      for (RunInput input : inputs(tick)) {
        step = machine.on(step.state(), input, now);
        effects.addAll(step.effects());
      }
    }
    return effects;
  }

  private static List<RunInput> preparation() {
    List<RunInput> inputs = new ArrayList<>();
    for (WorkerDescription worker : List.of(ANNA, BEN)) {
      inputs.add(heard(new RunProtocol.Ready(RUN, worker.id(), worker.incarnation())));
      for (int probe = 0; probe < RunLimits.DEFAULT.probes(); probe++) {
        inputs.add(heard(new RunProtocol.ProbeReply(RUN, worker.id(), probe, 0, 0)));
      }
    }
    return inputs;
  }

  private static List<RunInput> inputs(int tick) {
    List<RunInput> inputs = new ArrayList<>(List.of(new RunInput.Ticked()));
    if (tick % 5 == 0) {
      long second = tick / 5;
      inputs.add(reported(ANNA, second));
      if (second < 4) {
        inputs.add(reported(BEN, second));
      }
      if (second == 12) {
        inputs.add(heard(new RunProtocol.Finished(RUN, "anna", second - 1, 10 * S)));
      }
    }
    return inputs;
  }

  private static RunInput reported(WorkerDescription worker, long second) {
    return heard(
        new RunProtocol.Reported(
            RUN,
            Plans.interval(
                worker.id(), worker.incarnation(), second - 1, second * S, second < 8 ? 0 : 1)));
  }

  private static RunInput heard(RunProtocol message) {
    return new RunInput.Heard(message);
  }

  private static Moment at(long sinceOriginNs, Duration by) {
    return new Moment(5 * S + sinceOriginNs, ORIGIN.plusNanos(sinceOriginNs).plus(by));
  }
}
