package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMachineTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final WorkerDescription ANNA = Plans.worker("anna", 1);
  private static final WorkerDescription BEN = Plans.worker("ben", 2);

  private final List<RunEffect> effects = new ArrayList<>();
  private RunMachine machine = machine(Plans.lasting(10 * S, 2));
  private RunState state = new RunState.Closed(Ending.COMPLETED, "");
  private long nowNs = 5 * S;

  @Test
  void waitsForAsManyAsThePlanExpects() {
    open(ANNA);
    assertThat(effects).singleElement().isInstanceOf(RunEffect.Keep.class);
    on(new RunInput.Appeared(BEN));
    assertThat(of(RunEffect.Prepare.class))
        .extracting(RunEffect.Prepare::worker)
        .containsExactly("anna", "ben");
  }

  @Test
  void endsWhereTooFewCome() {
    open(ANNA);
    nowNs += RunLimits.DEFAULT.waitNs();
    on(new RunInput.Ticked());
    assertThat(closed().ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(closed().detail()).isEqualTo("2 workers were expected, 1 was there after 30 s");
  }

  @Test
  void aWorkerThatLeftWhileWaitingIsNotCounted() {
    open(ANNA);
    on(new RunInput.Departed("anna", 1));
    on(new RunInput.Appeared(BEN));
    assertThat(of(RunEffect.Prepare.class)).isEmpty();
  }

  @Test
  void takesAllThatAreThereWhereThePlanSaysNothing() {
    machine = machine(Plans.lasting(10 * S, 0));
    open(ANNA, BEN);
    assertThat(of(RunEffect.Prepare.class)).hasSize(2);
  }

  @Test
  void moreWorkersThanLanesNeverStart() {
    machine = machine(Plans.lasting(10 * S, 2, 1));
    open(ANNA, BEN);
    assertThat(closed().detail()).isEqualTo("2 workers cannot share 1 lanes");
  }

  @Test
  void aRefusalEndsTheRunWithItsReason() {
    open(ANNA, BEN);
    on(heard(new RunProtocol.Refused(RUN, "ben", "example.com is not an allowed target")));
    assertThat(closed().ending()).isEqualTo(Ending.REFUSED);
    assertThat(closed().detail()).isEqualTo("ben refused: example.com is not an allowed target");
    assertThat(of(RunEffect.Release.class)).hasSize(2);
  }

  @Test
  void nobodyStartsBeforeEveryoneIsReadyAndProbed() {
    open(ANNA, BEN);
    ready(ANNA);
    probeAll("anna", 1_000 * S);
    assertThat(of(RunEffect.Start.class)).isEmpty();
    nowNs += RunLimits.DEFAULT.prepareNs();
    on(new RunInput.Ticked());
    assertThat(closed().detail()).isEqualTo("not ready in time: ben");
  }

  @Test
  void everyWorkerIsToldTheSameInstantOnItsOwnClock() {
    start();
    List<RunEffect.Start> starts = of(RunEffect.Start.class);
    long startNs = nowNs + RunLimits.DEFAULT.leadNs();
    assertThat(starts)
        .containsExactly(
            new RunEffect.Start("anna", startNs + 1_000 * S),
            new RunEffect.Start("ben", startNs - 3 * S));
  }

  @Test
  void aWorkerThatReadsTheSameClockIsNotAskedForTheTime() {
    machine = machine(Plans.lasting(10 * S, 2), ANNA.clock());
    open(ANNA, BEN);
    ready(BEN);
    probeAll("ben", -3 * S);
    ready(ANNA);
    assertThat(of(RunEffect.Probe.class)).extracting(RunEffect.Probe::worker).containsOnly("ben");
    long startNs = nowNs + RunLimits.DEFAULT.leadNs();
    assertThat(of(RunEffect.Start.class))
        .containsExactly(
            new RunEffect.Start("anna", startNs), new RunEffect.Start("ben", startNs - 3 * S));
  }

  @Test
  void unknownClocksAreNotTakenForTheSame() {
    machine = machine(Plans.lasting(10 * S, 1), "");
    WorkerDescription unknown =
        new WorkerDescription(
            "anna", 1, "host", 2, 1, "0.1.0", "nio", "a JVM", "an OS", "", "sleep");
    open(unknown);
    ready(unknown);
    assertThat(of(RunEffect.Probe.class)).isNotEmpty();
  }

  @Test
  void readyOfAnotherIncarnationDoesNotCount() {
    open(ANNA, BEN);
    on(heard(new RunProtocol.Ready(RUN, "anna", 99)));
    assertThat(of(RunEffect.Probe.class)).isEmpty();
    assertThat(of(RunEffect.Ignore.class)).hasSize(1);
  }

  @Test
  void messagesOfAnotherRunChangeNothing() {
    start();
    RunState before = state;
    on(heard(new RunProtocol.Finished("20261122-145501-aaaa", "anna", 0, 0)));
    assertThat(state).isEqualTo(before);
    assertThat(of(RunEffect.Ignore.class)).hasSize(1);
  }

  @Test
  void acknowledgesARepeatedReportAgainWithoutRecordingIt() {
    start();
    report(ANNA, 0);
    effects.clear();
    report(ANNA, 0);
    assertThat(effects).containsExactly(new RunEffect.Acknowledge("anna", 0));
  }

  @Test
  void finishedCountsOnceAllReportsAreHere() {
    start();
    on(heard(new RunProtocol.Finished(RUN, "anna", 1, 10 * S)));
    report(ANNA, 1);
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
    report(ANNA, 0);
    assertThat(kept(RunEvent.WorkerEnded.class))
        .containsExactly(new RunEvent.WorkerEnded("anna", WorkerEnd.FINISHED, 10 * S));
  }

  @Test
  void aSilentWorkerIsLostAndToldToStop() {
    start();
    nowNs += 6 * S;
    report(ANNA, 0);
    nowNs += 5 * S;
    on(new RunInput.Ticked());
    assertThat(kept(RunEvent.WorkerEnded.class))
        .extracting(RunEvent.WorkerEnded::worker, RunEvent.WorkerEnded::end)
        .containsExactly(tuple("ben", WorkerEnd.LOST));
    assertThat(of(RunEffect.Release.class)).contains(new RunEffect.Release("ben"));
    effects.clear();
    report(BEN, 0);
    assertThat(kept(RunEvent.Reported.class)).isEmpty();
    assertThat(of(RunEffect.Release.class)).contains(new RunEffect.Release("ben"));
  }

  @Test
  void closesAtOnceWhenAllAreLost() {
    start();
    on(new RunInput.Departed("anna", 1));
    on(heard(new RunProtocol.Failed(RUN, "ben", "out of memory")));
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(closed().detail())
        .isEqualTo("anna was lost: its process is gone; ben was lost: out of memory");
  }

  @Test
  void theDepartureOfAnEarlierIncarnationIsNotALoss() {
    start();
    on(new RunInput.Departed("anna", 77));
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
  }

  @Test
  void stopIsAskedOnceAndRepeatedToWhoHasNotFinished() {
    start();
    nowNs += 3 * S;
    on(new RunInput.StopAsked());
    on(new RunInput.StopAsked());
    assertThat(kept(RunEvent.StopRequested.class))
        .containsExactly(new RunEvent.StopRequested(3 * S - RunLimits.DEFAULT.leadNs()));
    assertThat(of(RunEffect.Stop.class)).hasSize(2);
    on(heard(new RunProtocol.Finished(RUN, "anna", -1, 2 * S)));
    effects.clear();
    nowNs += RunLimits.DEFAULT.retryNs();
    on(new RunInput.Ticked());
    assertThat(effects).containsExactly(new RunEffect.Stop("ben"));
    on(heard(new RunProtocol.Finished(RUN, "ben", -1, 2 * S)));
    assertThat(closed().ending()).isEqualTo(Ending.STOPPED);
  }

  @Test
  void aStopBeforeTheStartReleasesEveryone() {
    open(ANNA, BEN);
    on(new RunInput.StopAsked());
    assertThat(closed().ending()).isEqualTo(Ending.STOPPED);
    assertThat(of(RunEffect.Release.class)).hasSize(2);
  }

  @Test
  void whoDoesNotFinishInTimeIsLost() {
    start();
    for (long sequence = 0; !(state instanceof RunState.Closed); sequence++) {
      nowNs += S;
      report(ANNA, sequence);
      report(BEN, sequence);
      on(new RunInput.Ticked());
      assertThat(sequence).isLessThan(30);
    }
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(closed().detail()).contains("anna was lost: not finished in time");
  }

  private static RunMachine machine(Plan plan) {
    return machine(plan, "clock of the coordinator");
  }

  private static RunMachine machine(Plan plan, String clock) {
    return new RunMachine(
        new RunEvent.Opened(RUN, Instant.EPOCH, plan, "", Map.of(), "0.1.0"),
        RunLimits.DEFAULT,
        clock);
  }

  private void open(WorkerDescription... present) {
    take(machine.open(List.of(present), now()));
  }

  private void start() {
    open(ANNA, BEN);
    ready(ANNA);
    ready(BEN);
    probeAll("anna", 1_000 * S);
    probeAll("ben", -3 * S);
  }

  private void ready(WorkerDescription worker) {
    on(heard(new RunProtocol.Ready(RUN, worker.id(), worker.incarnation())));
  }

  private void probeAll(String worker, long offsetNs) {
    for (int probe = 0; probe < RunLimits.DEFAULT.probes(); probe++) {
      on(heard(new RunProtocol.ProbeReply(RUN, worker, probe, nowNs + offsetNs, nowNs)));
    }
  }

  private void report(WorkerDescription worker, long sequence) {
    on(
        heard(
            new RunProtocol.Reported(
                RUN, Plans.interval(worker.id(), worker.incarnation(), sequence, 0))));
  }

  private static RunInput heard(RunProtocol message) {
    return new RunInput.Heard(message);
  }

  private void on(RunInput input) {
    take(machine.on(state, input, now()));
  }

  private void take(Step step) {
    state = step.state();
    effects.addAll(step.effects());
  }

  private Moment now() {
    return new Moment(nowNs, Instant.EPOCH.plusNanos(nowNs));
  }

  private <T extends RunEffect> List<T> of(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private <T extends RunEvent> List<T> kept(Class<T> type) {
    return of(RunEffect.Keep.class).stream()
        .map(RunEffect.Keep::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private RunEvent.Closed closed() {
    assertThat(state).isInstanceOf(RunState.Closed.class);
    assertThat(of(RunEffect.Close.class)).hasSize(1);
    return kept(RunEvent.Closed.class).getFirst();
  }
}
