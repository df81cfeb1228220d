package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Assignment;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that a coordinator takes over at its tenth second.
class RecoveryTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final long HOUR_NS = 3_600 * S;
  private static final Instant STARTED = Instant.parse("2026-11-22T14:55:01Z");
  private static final long REPORTED = 10;
  private static final WorkerDescription ANNA = Plans.worker("anna", 1);
  private static final WorkerDescription BEN = Plans.worker("ben", 2);

  private final Plan plan = Plans.lasting(600 * S, 2);
  private final RunMachine machine =
      new RunMachine(
          new RunEvent.Opened(RUN, STARTED, plan, "", Map.of(), "0.1.0"),
          RunLimits.DEFAULT,
          "clock of the coordinator");
  private final List<RunEffect> effects = new ArrayList<>();
  private RunState state = new RunState.Closed(RunEvent.Closed.Ending.COMPLETED, "");
  private long nowNs = 5 * S;
  private long annas = REPORTED;

  @Test
  void whoIsNotBackSoonAfterTheOthersIsGivenUp() {
    resume(0);
    pass(2);
    isBack();
    pass(12);
    assertThat(lost()).isEmpty();
    pass(2);
    assertThat(lost()).extracting(RunEvent.WorkerEnded::worker).containsExactly("ben");
    assertThat(lost().getFirst().why()).isEqualTo("it did not come back");
    assertThat(effects)
        .filteredOn(RunEffect.Keep.class::isInstance)
        .anyMatch(e -> ((RunEffect.Keep) e).event() instanceof RunEvent.Dealt);
  }

  @Test
  void whileNobodyIsBackAllHaveTheOrphanGrace() {
    resume(0);
    pass(32);
    assertThat(lost()).isEmpty();
    pass(3);
    assertThat(lost()).hasSize(2);
  }

  /// The coordinator before this one dealt anew when it was cut off, and this one has no word of
  /// it.
  @Test
  void whoTookLanesThatTheJournalDoesNotKnowOfIsLost() {
    resume(0);
    on(new RunInput.Returned(ANNA));
    on(heard(new RunProtocol.Adopted(RUN, "anna", 1, REPORTED * S, 1)));
    assertThat(lost()).extracting(RunEvent.WorkerEnded::worker).containsExactly("anna");
    assertThat(lost().getFirst().why()).isEqualTo("it took lanes from another coordinator");
    assertThat(effects).contains(new RunEffect.Fence("anna"));
  }

  @Test
  void whoWasNotToldToStartIsToldOnceItIsKnownWhenThatWas() {
    resume(0);
    onUnstarted(BEN, 7 * S);
    pass(5);
    assertThat(starts()).as("what the others know counts").isEmpty();
    isBack();
    assertThat(starts()).containsExactly(new RunEffect.Start("ben", nowNs - REPORTED * S + 7 * S));
    pass(2);
    assertThat(starts()).as("repeated until it reports").hasSizeGreaterThan(1);
    assertThat(lost()).isEmpty();
  }

  @Test
  void whereNobodyWasToldTheJournalSaysWhen() {
    resume(0);
    onUnstarted(BEN, 7 * S);
    long startNs = startNs();
    onUnstarted(ANNA, -3 * S);
    assertThat(starts())
        .containsExactlyInAnyOrder(
            new RunEffect.Start("anna", startNs - 3 * S),
            new RunEffect.Start("ben", startNs + 7 * S));
    assertThat(state).isInstanceOf(RunState.Running.class);
    assertThat(lost()).isEmpty();
  }

  @Test
  void whoWasNotToldToStartIsToldToStopWhereThatWasAsked() {
    resume(0);
    on(new RunInput.StopAsked());
    onUnstarted(BEN, 7 * S);
    onUnstarted(ANNA, -3 * S);
    assertThat(starts()).isEmpty();
    assertThat(state).isInstanceOf(RunState.Draining.class);
    pass(2);
    assertThat(effects).contains(new RunEffect.Stop("anna"), new RunEffect.Stop("ben"));
  }

  private long startNs() {
    return ((RunState.Resuming) state).crew().startNs();
  }

  /// It is here and knows of no start; the time it takes it to answer is half a second.
  private void onUnstarted(WorkerDescription worker, long offsetNs) {
    on(new RunInput.Returned(worker));
    on(heard(new RunProtocol.Adopted(RUN, worker.id(), worker.incarnation(), Long.MIN_VALUE, 0)));
    for (int probe = 0; probe < RunLimits.DEFAULT.probes(); probe++) {
      nowNs += S / 16;
      long clockNs = nowNs - S / 32 + offsetNs;
      on(heard(new RunProtocol.ProbeReply(RUN, worker.id(), probe, clockNs, clockNs)));
    }
  }

  private List<RunEffect> starts() {
    return effects.stream().filter(RunEffect.Start.class::isInstance).toList();
  }

  /// What was reported until the tenth second was not lost before it.
  @ParameterizedTest
  @ValueSource(longs = {-HOUR_NS, 0, HOUR_NS})
  void aLossIsNeverBeforeWhatWasReportedHoweverTheClockWasSet(long byNs) {
    resume(byNs);
    pass(35);
    assertThat(lost()).isNotEmpty().allMatch(end -> end.atNs() >= REPORTED * S);
  }

  /// The coordinator before this one kept the reports, and died before it could act on them.
  @Test
  void aThresholdThatTheJournalCrossesStopsTheRunOnce() {
    RunEvent.Crossing crossing = new RunEvent.Crossing(0, 0.5, 9 * S);
    resume(0);
    on(new RunInput.Crossed(crossing));
    on(new RunInput.Crossed(crossing));
    assertThat(stops()).extracting(RunEvent.StopRequested::crossing).containsExactly(crossing);
    isBack();
    pass(5);
    assertThat(effects).contains(new RunEffect.Stop("anna"));
    assertThat(stops()).hasSize(1);
  }

  private List<RunEvent.StopRequested> stops() {
    List<RunEvent.StopRequested> stops = new ArrayList<>();
    for (RunEffect effect : effects) {
      if (effect instanceof RunEffect.Keep(RunEvent.StopRequested stop)) {
        stops.add(stop);
      }
    }
    return stops;
  }

  /// @param byNs how far the wall clock was set since the journal was written
  private void resume(long byNs) {
    Recovery recovery = new Recovery();
    List<Lanes> parts = Assignment.deal(plan.lanes(), List.of(1, 1)).parts();
    recovery.accept(
        new RunEvent.Started(
            STARTED,
            List.of(
                new RunEvent.Share(ANNA, parts.get(0), 0, 0),
                new RunEvent.Share(BEN, parts.get(1), 0, 0))));
    for (WorkerDescription worker : List.of(ANNA, BEN)) {
      for (long second = 0; second < REPORTED; second++) {
        recovery.accept(
            new RunEvent.Reported(
                Plans.interval(worker.id(), worker.incarnation(), second, (second + 1) * S)));
      }
    }
    Instant wall = STARTED.plusSeconds(REPORTED).plusNanos(byNs);
    take(machine.resume(recovery, new Moment(nowNs, wall)));
  }

  private void isBack() {
    on(new RunInput.Returned(ANNA));
    on(heard(new RunProtocol.Adopted(RUN, "anna", 1, REPORTED * S, 0)));
  }

  private void pass(int seconds) {
    for (int fifth = 0; fifth < seconds * 5; fifth++) {
      nowNs += S / 5;
      on(new RunInput.Ticked());
      if (fifth % 5 == 0 && state instanceof RunState.Running) {
        on(heard(new RunProtocol.Reported(RUN, Plans.interval("anna", 1, annas, ++annas * S))));
      }
    }
  }

  private static RunInput heard(RunProtocol message) {
    return new RunInput.Heard(message);
  }

  private void on(RunInput input) {
    take(machine.on(state, input, new Moment(nowNs, Instant.EPOCH)));
  }

  private void take(Step step) {
    state = step.state();
    effects.addAll(step.effects());
  }

  private List<RunEvent.WorkerEnded> lost() {
    List<RunEvent.WorkerEnded> lost = new ArrayList<>();
    for (RunEffect effect : effects) {
      if (effect instanceof RunEffect.Keep(RunEvent.WorkerEnded ended)
          && ended.end() == WorkerEnd.LOST) {
        lost.add(ended);
      }
    }
    return lost;
  }
}
