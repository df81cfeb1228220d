package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Lanes;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import dev.spate.plan.Workers.OnLoss;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMachineTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final WorkerDescription ANNA = Plans.worker("anna", 1);
  private static final WorkerDescription BEN = Plans.worker("ben", 2);

  private static final RunEvent.Crossing CROSSING = new RunEvent.Crossing(0, 0.5, 2 * S);
  private static final WorkerDescription CARL = Plans.worker("carl", 3);

  private final List<RunEffect> effects = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();
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

  /// Where the coordinator is slow, word of everybody waits for its turn.
  @Test
  void whereReportsAreHeardLateSilenceIsCountedFromWhenTheyWereMade() {
    start();
    pass(S, ANNA, BEN);
    for (int second = 0; second < 6; second++) {
      report(ANNA, sequences.merge("anna", 1L, Long::sum) - 1, 5 * S);
      pass(S);
    }
    assertThat(kept(RunEvent.WorkerEnded.class))
        .as("what Ben said is perhaps on its way")
        .isEmpty();

    pass(2 * S, ANNA);

    assertThat(kept(RunEvent.WorkerEnded.class))
        .extracting(RunEvent.WorkerEnded::worker)
        .containsExactly("ben");
  }

  @Test
  void aSilentWorkerIsLostFencedAndItsLanesAreDealt() {
    start();
    pass(4 * S, ANNA);
    assertThat(kept(RunEvent.WorkerEnded.class))
        .singleElement()
        .satisfies(ended -> {
          assertThat(ended.worker()).isEqualTo("ben");
          assertThat(ended.end()).isEqualTo(WorkerEnd.LOST);
          assertThat(ended.atNs()).isBetween(3 * S, 3 * S + S / 2);
          assertThat(ended.why()).isEqualTo("silent for 3 s");
        });
    assertThat(of(RunEffect.Fence.class)).contains(new RunEffect.Fence("ben"));
    RunEvent.Dealt dealt = kept(RunEvent.Dealt.class).getFirst();
    assertThat(dealt.deal()).isEqualTo(1);
    assertThat(dealt.fromNs()).as("within 5 s of the death").isBetween(3 * S, 5 * S);
    assertThat(dealt.shares())
        .singleElement()
        .satisfies(share -> {
          assertThat(share.worker()).isEqualTo(ANNA);
          assertThat(share.lanes()).isEqualTo(Lanes.all(64));
        });
    assertThat(of(RunEffect.Deal.class))
        .contains(new RunEffect.Deal("anna", 1, Lanes.all(64), dealt.fromNs()));
  }

  /// The second was heard of a little later than the first: none of them is given the other's
  /// lanes.
  @Test
  void whoWasCutOffByOneBrokenCableIsGivenUpTogether() {
    machine = machine(Plans.lasting(60 * S, 3));
    start(ANNA, BEN, CARL);
    pass(5 * S, ANNA, BEN, CARL);
    report(CARL);
    nowNs += 4 * S / 5;
    report(BEN);
    pass(5 * S, ANNA);
    assertThat(kept(RunEvent.WorkerEnded.class))
        .extracting(RunEvent.WorkerEnded::worker)
        .containsExactly("ben", "carl");
    assertThat(kept(RunEvent.Dealt.class))
        .singleElement()
        .satisfies(dealt -> assertThat(dealt.shares()).hasSize(1));
  }

  @Test
  void theLastThatWorksIsWaitedForLonger() {
    start();
    pass(8 * S, ANNA, BEN);
    finish(ANNA, 10 * S);
    for (int second = 0; second < 11; second++) {
      pass(S);
      on(heard(new RunProtocol.Finished(RUN, "anna", 7, 10 * S)));
    }
    assertThat(kept(RunEvent.WorkerEnded.class))
        .noneMatch(ended -> ended.end() == RunEvent.WorkerEnd.LOST);
  }

  /// It may be this node that is cut off: they go on, for as long as they are waited for.
  @Test
  void whereNobodyIsHeardOfNobodyIsLost() {
    machine = machine(Plans.lasting(60 * S, 2));
    start(ANNA, BEN);
    pass(5 * S, ANNA, BEN);
    effects.clear();
    pass(12 * S);
    on(new RunInput.Departed("anna", 1));
    on(new RunInput.Departed("ben", 2));
    pass(8 * S);
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
    assertThat(of(RunEffect.Warn.class)).as("said once").hasSize(1);

    on(new RunInput.Returned(ANNA));
    assertThat(of(RunEffect.Adopt.class)).hasSize(1);
    on(heard(new RunProtocol.Adopted(RUN, "anna", 1, 20 * S, 0)));
    pass(9 * S, ANNA);
    assertThat(kept(RunEvent.WorkerEnded.class)).as("the other has a little time").isEmpty();
    pass(4 * S, ANNA);
    assertThat(kept(RunEvent.WorkerEnded.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.worker()).isEqualTo("ben"));
    assertThat(of(RunEffect.Deal.class)).extracting(RunEffect.Deal::worker).contains("anna");
  }

  @Test
  void whoeverIsHeardOfNoMoreIsLostInTheEnd() {
    machine = machine(Plans.lasting(60 * S, 2));
    start(ANNA, BEN);
    pass(5 * S, ANNA, BEN);
    pass(RunLimits.DEFAULT.aloneNs());
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
    pass(RunLimits.DEFAULT.silenceNs() + S);
    assertThat(kept(RunEvent.WorkerEnded.class)).hasSize(2);
    assertThat(state).isInstanceOf(RunState.Closed.class);
  }

  @Test
  void whatIsLostIsKeptBeforeItIsDealtAndDealtBeforeItIsTold() {
    start();
    effects.clear();
    on(new RunInput.Departed("ben", 2));
    assertThat(effects.indexOf(new RunEffect.Keep(kept(RunEvent.WorkerEnded.class).getFirst())))
        .isLessThan(effects.indexOf(new RunEffect.Keep(kept(RunEvent.Dealt.class).getFirst())));
    assertThat(effects.getLast()).isInstanceOf(RunEffect.Deal.class);
  }

  @Test
  void aDealIsRepeatedUntilItIsTaken() {
    start();
    on(new RunInput.Departed("ben", 2));
    effects.clear();
    pass(5 * S, ANNA);
    assertThat(of(RunEffect.Deal.class)).hasSizeGreaterThan(1);
    on(heard(new RunProtocol.Dealt(RUN, "anna", 1)));
    effects.clear();
    pass(5 * S, ANNA);
    assertThat(of(RunEffect.Deal.class)).isEmpty();
  }

  @Test
  void aWorkerIsToldOfTheNextDealWhenItHasTakenTheOneBefore() {
    machine = machine(Plans.lasting(10 * S, 3));
    start(ANNA, BEN, CARL);
    on(new RunInput.Departed("ben", 2));
    on(new RunInput.Departed("carl", 3));
    assertThat(kept(RunEvent.Dealt.class)).hasSize(2);
    assertThat(of(RunEffect.Deal.class)).filteredOn(d -> d.worker().equals("anna")).hasSize(1);
    on(heard(new RunProtocol.Dealt(RUN, "anna", 1)));
    assertThat(of(RunEffect.Deal.class).getLast().deal()).isEqualTo(2);
    assertThat(of(RunEffect.Deal.class).getLast().lanes()).isEqualTo(Lanes.all(64));
  }

  @Test
  void aLossNearTheEndIsNotDealt() {
    start();
    pass(10 * S, ANNA, BEN);
    on(new RunInput.Departed("ben", 2));
    assertThat(kept(RunEvent.Dealt.class)).isEmpty();
  }

  @Test
  void whereThePlanGoesOnWithoutItNothingIsDealt() {
    machine = machine(Plans.lasting(10 * S, workers(2, 0, OnLoss.CONTINUE), 64));
    start();
    on(new RunInput.Departed("ben", 2));
    pass(2 * S, ANNA);
    assertThat(kept(RunEvent.Dealt.class)).isEmpty();
    assertThat(state).isInstanceOf(RunState.Running.class);
  }

  @Test
  void whereThePlanFailsTheRunIsStopped() {
    machine = machine(Plans.lasting(10 * S, workers(2, 0, OnLoss.FAIL), 64));
    start();
    on(new RunInput.Departed("ben", 2));
    assertThat(kept(RunEvent.StopRequested.class)).hasSize(1);
    assertThat(of(RunEffect.Stop.class)).containsExactly(new RunEffect.Stop("anna"));
    on(heard(new RunProtocol.Finished(RUN, "anna", -1, S)));
    assertThat(closed().ending()).isEqualTo(Ending.STOPPED);
    assertThat(closed().detail()).isEqualTo("stopped; ben was lost: its process is gone");
  }

  @Test
  void whoReturnsIsFencedItsReportsAreKeptAndItIsReleased() {
    start();
    pass(4 * S, ANNA);
    effects.clear();
    on(heard(new RunProtocol.Woken(RUN, "ben", 4 * S, 77)));
    assertThat(effects).containsExactly(new RunEffect.Fence("ben"));
    effects.clear();
    report(BEN, 0);
    assertThat(kept(RunEvent.Reported.class)).hasSize(1);
    assertThat(effects).contains(new RunEffect.Acknowledge("ben", 0), new RunEffect.Fence("ben"));
    effects.clear();
    on(heard(new RunProtocol.Finished(RUN, "ben", 0, S)));
    assertThat(effects).containsExactly(new RunEffect.Release("ben"));
  }

  @Test
  void theRunWaitsALittleForWhoReturned() {
    start();
    pass(4 * S, ANNA);
    on(heard(new RunProtocol.Woken(RUN, "ben", 4 * S, 77)));
    pass(6 * S, ANNA);
    finish(ANNA, 10 * S);
    assertThat(state).isNotInstanceOf(RunState.Closed.class);
    pass(RunLimits.DEFAULT.handOverNs() + S);
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void whoWakesUpInTimeGoesOn() {
    start();
    effects.clear();
    on(heard(new RunProtocol.Woken(RUN, "ben", 2 * S, 77)));
    assertThat(effects).containsExactly(new RunEffect.GoOn("ben", 77));
  }

  /// What they said in the meantime is still on its way.
  @Test
  void nobodyIsLostSinceTheCoordinatorStoodStill() {
    start();
    pass(S, ANNA, BEN);
    nowNs += 8 * S;
    on(new RunInput.Ticked());
    report(ANNA);
    report(BEN);
    pass(2 * S, ANNA, BEN);
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
  }

  @Test
  void whoWantsToLeaveGivesItsLanesUpAndLeaves() {
    start();
    on(heard(new RunProtocol.Leaving(RUN, "ben")));
    on(heard(new RunProtocol.Leaving(RUN, "ben")));
    RunEvent.Dealt dealt = kept(RunEvent.Dealt.class).getFirst();
    assertThat(kept(RunEvent.Dealt.class)).hasSize(1);
    assertThat(of(RunEffect.Deal.class))
        .contains(new RunEffect.Deal("ben", 1, Lanes.of(64), dealt.fromNs()));
    on(heard(new RunProtocol.Dealt(RUN, "ben", 1)));
    on(heard(new RunProtocol.Finished(RUN, "ben", -1, dealt.fromNs())));
    assertThat(kept(RunEvent.WorkerEnded.class))
        .extracting(RunEvent.WorkerEnded::worker, RunEvent.WorkerEnded::end)
        .containsExactly(tuple("ben", WorkerEnd.LEFT));
    assertThat(state).isInstanceOf(RunState.Running.class);
  }

  @Test
  void theLastOneThatWantsToLeaveIsStopped() {
    machine = machine(Plans.lasting(10 * S, 1));
    start(ANNA);
    on(heard(new RunProtocol.Leaving(RUN, "anna")));
    assertThat(of(RunEffect.Stop.class)).containsExactly(new RunEffect.Stop("anna"));
    on(heard(new RunProtocol.Finished(RUN, "anna", -1, S)));
    assertThat(closed().detail()).isEqualTo("anna left: it was asked to end");
  }

  @Test
  void aWorkerThatCameTakesThePlaceOfALostOne() {
    start();
    on(new RunInput.Appeared(CARL));
    assertThat(of(RunEffect.Prepare.class)).hasSize(2);
    on(new RunInput.Departed("ben", 2));
    assertThat(of(RunEffect.Prepare.class).getLast())
        .isEqualTo(new RunEffect.Prepare("carl", Lanes.of(64)));
    ready(CARL);
    probeAll("carl", 7 * S);
    long startNs = nowNs + RunLimits.DEFAULT.leadNs();
    assertThat(of(RunEffect.Start.class).getLast())
        .isEqualTo(new RunEffect.Start("carl", startNs + 7 * S));
    RunEvent.Dealt dealt = kept(RunEvent.Dealt.class).getLast();
    assertThat(dealt.deal()).isEqualTo(2);
    assertThat(dealt.shares())
        .extracting(share -> share.worker().id(), share -> share.lanes().size())
        .containsExactly(tuple("anna", 32), tuple("carl", 32));
  }

  @Test
  void asManyJoinAsThePlanAllows() {
    machine = machine(Plans.lasting(10 * S, workers(2, 3, OnLoss.REBALANCE), 64));
    start();
    on(new RunInput.Appeared(CARL));
    on(new RunInput.Appeared(Plans.worker("dora", 4)));
    assertThat(of(RunEffect.Prepare.class))
        .extracting(RunEffect.Prepare::worker)
        .containsExactly("anna", "ben", "carl");
  }

  @Test
  void whoRefusesToJoinIsLetGo() {
    machine = machine(Plans.lasting(10 * S, workers(2, 3, OnLoss.REBALANCE), 64));
    start();
    on(new RunInput.Appeared(CARL));
    on(heard(new RunProtocol.Refused(RUN, "carl", "no")));
    assertThat(effects.getLast()).isEqualTo(new RunEffect.Release("carl"));
    assertThat(state).isInstanceOf(RunState.Running.class);
  }

  @Test
  void anotherProcessOfTheSameNameHasNoPart() {
    start();
    on(new RunInput.Departed("ben", 2));
    on(new RunInput.Appeared(Plans.worker("ben", 99)));
    assertThat(of(RunEffect.Prepare.class)).hasSize(2);
    assertThat(of(RunEffect.Warn.class).getLast().text()).contains("the next run");
  }

  @Test
  void aWorkerThatJoinedTheClusterAnewIsAdopted() {
    start();
    report(BEN, 0);
    on(new RunInput.Returned(BEN));
    assertThat(effects.getLast()).isEqualTo(new RunEffect.Adopt("ben", 0));
    pass(4 * S, ANNA);
    effects.clear();
    on(new RunInput.Returned(BEN));
    assertThat(effects).containsExactly(new RunEffect.Adopt("ben", 0), new RunEffect.Fence("ben"));
  }

  /// Left alone for longer than the plan allows, it ended its schedule itself.
  @Test
  void whoStoppedByItselfIsLost() {
    start();
    report(ANNA, 0);
    on(heard(new RunProtocol.Finished(RUN, "anna", 0, 4 * S)));
    assertThat(kept(RunEvent.WorkerEnded.class).getFirst().end()).isEqualTo(WorkerEnd.LOST);
    assertThat(kept(RunEvent.Dealt.class)).hasSize(1);
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

  /// The cluster may have cast it out for a link that is broken elsewhere.
  @Test
  void theLastThatWorksIsNotLostByADepartureWhereItWasJustHeardOf() {
    machine = machine(Plans.lasting(60 * S, 2));
    start(ANNA, BEN);
    pass(5 * S, ANNA, BEN);
    on(new RunInput.Departed("ben", 2));
    on(new RunInput.Departed("anna", 1));
    assertThat(kept(RunEvent.WorkerEnded.class))
        .extracting(RunEvent.WorkerEnded::worker)
        .containsExactly("ben");
    pass(40 * S);
    assertThat(closed().detail()).contains("anna was lost: silent for");
  }

  @Test
  void theDepartureOfAnEarlierIncarnationIsNotALoss() {
    start();
    on(new RunInput.Departed("anna", 77));
    assertThat(kept(RunEvent.WorkerEnded.class)).isEmpty();
  }

  @Test
  void aThresholdThatIsCrossedStopsAllAtOnceAndOnce() {
    start();
    nowNs += 3 * S;
    on(new RunInput.Crossed(CROSSING));
    assertThat(of(RunEffect.Stop.class))
        .containsExactly(new RunEffect.Stop("anna"), new RunEffect.Stop("ben"));
    on(new RunInput.Crossed(new RunEvent.Crossing(1, 2, 3 * S)));
    on(new RunInput.StopAsked());
    assertThat(kept(RunEvent.StopRequested.class))
        .containsExactly(new RunEvent.StopRequested(3 * S - RunLimits.DEFAULT.leadNs(), CROSSING));
  }

  @Test
  void aThresholdThatIsCrossedWhenTheScheduleIsOverStopsNothing() {
    start();
    nowNs += 10 * S + RunLimits.DEFAULT.leadNs();
    on(new RunInput.Crossed(CROSSING));
    assertThat(state).isInstanceOf(RunState.Draining.class);
    on(new RunInput.Crossed(CROSSING));
    assertThat(kept(RunEvent.StopRequested.class)).isEmpty();
    assertThat(of(RunEffect.Stop.class)).isEmpty();
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
    pass(20 * S, ANNA, BEN);
    assertThat(state).isInstanceOf(RunState.Draining.class);
    pass(4 * S, ANNA, BEN);
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
    start(ANNA, BEN);
  }

  private void start(WorkerDescription... crew) {
    open(crew);
    for (WorkerDescription worker : crew) {
      ready(worker);
      probeAll(worker.id(), worker.equals(BEN) ? -3 * S : 1_000 * S);
    }
  }

  /// Time passes; these report each second.
  private void pass(long forNs, WorkerDescription... reporting) {
    for (long passedNs = 0; passedNs < forNs; passedNs += S / 5) {
      nowNs += S / 5;
      on(new RunInput.Ticked());
      if (passedNs % S == 0) {
        for (WorkerDescription worker : reporting) {
          report(worker);
        }
      }
    }
  }

  private void report(WorkerDescription worker) {
    long sequence = sequences.merge(worker.id(), 1L, Long::sum) - 1;
    report(worker, sequence);
  }

  private void finish(WorkerDescription worker, long atNs) {
    long last = sequences.getOrDefault(worker.id(), 0L) - 1;
    on(
        heard(
            new RunProtocol.Reported(
                RUN, Plans.interval(worker.id(), worker.incarnation(), last + 1, atNs, 9))));
    on(heard(new RunProtocol.Finished(RUN, worker.id(), last + 1, atNs)));
  }

  private static Workers workers(int expect, int max, OnLoss onLoss) {
    return new Workers(expect, max, 0, onLoss, Workers.DEFAULT_ORPHAN_GRACE_NS);
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
    report(worker, sequence, 0);
  }

  /// @param lateNs how long ago it was made
  private void report(WorkerDescription worker, long sequence, long lateNs) {
    long untilNs = Math.max(0, sinceStartNs() - lateNs);
    on(
        heard(
            new RunProtocol.Reported(
                RUN, Plans.interval(worker.id(), worker.incarnation(), sequence, untilNs))));
  }

  private long sinceStartNs() {
    return state instanceof RunState.Running(var crew) ? nowNs - crew.startNs() : 0;
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
