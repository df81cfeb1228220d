package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What happens once in a run of anna and ben, before and after its traffic.
class OnceTest {
  private static final String RUN = "20261122-145501-k3x9";
  private static final long S = Plans.SECOND_NS;
  private static final WorkerDescription ANNA = Plans.worker("anna", 1);
  private static final WorkerDescription BEN = Plans.worker("ben", 2);
  private static final RunEffect.GoThrough BEFORE =
      new RunEffect.GoThrough("anna", Once.Part.BEFORE);
  private static final RunEffect.GoThrough AFTER = new RunEffect.GoThrough("anna", Once.Part.AFTER);

  private final List<RunEffect> effects = new ArrayList<>();
  private final RunEvent.Opened opened =
      new RunEvent.Opened(RUN, Instant.EPOCH, plan(), "", Map.of(), "0.1.0");
  private final RunMachine machine = new RunMachine(opened, RunLimits.DEFAULT, "its own");
  private RunState state = new RunState.Closed(Ending.COMPLETED, "");
  private long nowNs = 5 * S;

  private static Plan plan() {
    Plan plan = Plans.lasting(10 * S, 2);
    var steps = plan.scenarios().getFirst().flow();
    return plan.withOnce(new Once(steps, steps));
  }

  @Test
  void oneWorkerDoesItWhenAllAreReady() {
    open();
    ready(BEN);
    probeAll(BEN);
    assertThat(effects).doesNotContain(BEFORE);
    ready(ANNA);
    probeAll(ANNA);
    assertThat(of(RunEffect.GoThrough.class)).containsExactly(BEFORE);
    assertThat(of(RunEffect.Start.class)).isEmpty();
    assertThat(RunStage.of(state, 2, false).message()).isEqualTo("beforeRun on anna");
  }

  @Test
  void theOrderIsRepeatedAndNobodyElseEverGetsIt() {
    openAndProbe();
    pass(50 * S);
    assertThat(of(RunEffect.GoThrough.class)).hasSizeGreaterThan(10).containsOnly(BEFORE);
    assertThat(of(RunEffect.Probe.class).stream().filter(probe -> probe.worker().equals("ben")))
        .as("who waits hears that there is somebody")
        .hasSizeGreaterThan(20);
    assertThat(state).isInstanceOf(RunState.Beforehand.class);
  }

  /// A minute may have passed.
  @Test
  void theClocksAreAskedAnewAndThenTheRunStarts() {
    openAndProbe();
    pass(30 * S);
    went("anna", Once.Part.BEFORE, "");
    assertThat(kept(RunEvent.WentThrough.class))
        .containsExactly(new RunEvent.WentThrough(Once.Part.BEFORE, "anna", 2, S, ""));
    assertThat(of(RunEffect.Start.class)).isEmpty();
    probeAll(ANNA);
    probeAll(BEN);
    assertThat(of(RunEffect.Start.class)).hasSize(2);
    assertThat(state).isInstanceOf(RunState.Running.class);
    assertThat(of(RunEffect.GoThrough.class)).containsOnly(BEFORE);
  }

  @Test
  void whereItFailsThereIsNoTraffic() {
    openAndProbe();
    went("anna", Once.Part.BEFORE, "the request \"login\" was answered with 401");
    assertThat(closed().ending()).isEqualTo(Ending.BEFORE_RUN_FAILED);
    assertThat(closed().detail())
        .isEqualTo("beforeRun failed on anna: the request \"login\" was answered with 401");
    assertThat(kept(RunEvent.WentThrough.class)).hasSize(1);
    assertThat(of(RunEffect.Start.class)).isEmpty();
    assertThat(of(RunEffect.Release.class)).hasSize(2);
  }

  @Test
  void whereItIsNotOverInTimeThereIsNoTraffic() {
    openAndProbe();
    pass(69 * S);
    assertThat(state).isInstanceOf(RunState.Beforehand.class);
    pass(2 * S);
    assertThat(closed().detail())
        .isEqualTo("beforeRun failed on anna: anna did not say how it ended");
  }

  @Test
  void whereAWorkerIsLostInItThereIsNoTraffic() {
    openAndProbe();
    on(new RunInput.Departed("ben", 2));
    assertThat(closed().ending()).isEqualTo(Ending.NOT_STARTED);
    assertThat(closed().detail()).isEqualTo("ben was lost before the start");
  }

  @Test
  void itCanBeStoppedInIt() {
    openAndProbe();
    on(new RunInput.StopAsked());
    assertThat(closed().ending()).isEqualTo(Ending.STOPPED);
    assertThat(of(RunEffect.Release.class)).hasSize(2);
  }

  @Test
  void whatNobodyWasAskedForChangesNothing() {
    openAndProbe();
    went("ben", Once.Part.BEFORE, "");
    went("anna", Once.Part.AFTER, "");
    assertThat(state).isInstanceOf(RunState.Beforehand.class);
    assertThat(of(RunEffect.Ignore.class)).hasSize(2);
  }

  @Test
  void theLastPartComesWhenAllTrafficHasEnded() {
    start();
    pass(11 * S);
    finish(ANNA, 10 * S);
    assertThat(effects).doesNotContain(AFTER);
    finish(BEN, 10 * S);
    assertThat(effects).contains(AFTER);
    assertThat(state).isInstanceOf(RunState.Afterwards.class);
    assertThat(RunStage.of(state, 2, false).message()).isEqualTo("afterRun on anna");
    assertThat(of(RunEffect.Release.class)).isEmpty();
    pass(5 * S);
    on(new RunInput.StopAsked());
    assertThat(of(RunEffect.GoThrough.class).stream().filter(AFTER::equals)).hasSizeGreaterThan(2);
    went("anna", Once.Part.AFTER, "");
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
    assertThat(of(RunEffect.Release.class)).hasSize(2);
  }

  @Test
  void itComesAfterAStopTooAndItsFailureChangesNothing() {
    start();
    pass(2 * S);
    on(new RunInput.StopAsked());
    finish(ANNA, 3 * S);
    finish(BEN, 3 * S);
    went("anna", Once.Part.AFTER, "the request \"clean\" had no answer");
    assertThat(closed().ending()).isEqualTo(Ending.STOPPED);
    assertThat(kept(RunEvent.WentThrough.class).getLast().problem())
        .isEqualTo("the request \"clean\" had no answer");
  }

  @Test
  void whoeverFinishedDoesItAndWhereNobodyDidItIsLeftUndone() {
    start();
    on(new RunInput.Departed("anna", 1));
    pass(11 * S);
    finish(BEN, 10 * S, 9);
    assertThat(effects).contains(new RunEffect.GoThrough("ben", Once.Part.AFTER));
    on(new RunInput.Departed("ben", 2));
    assertThat(kept(RunEvent.WentThrough.class).getLast())
        .isEqualTo(new RunEvent.WentThrough(Once.Part.AFTER, "ben", 0, 0, "its process is gone"));
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
  }

  @Test
  void noWorkerIsLeftForIt() {
    start();
    on(new RunInput.Departed("anna", 1));
    on(new RunInput.Departed("ben", 2));
    pass(2 * RunLimits.DEFAULT.aloneNs());
    assertThat(kept(RunEvent.WentThrough.class).getLast())
        .isEqualTo(new RunEvent.WentThrough(Once.Part.AFTER, "", 0, 0, "no worker was left"));
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
  }

  /// The coordinator before this one had it recorded, and no time to close the run.
  @Test
  void itIsNotDoneAgainByTheNextCoordinator() {
    start();
    pass(11 * S);
    finish(ANNA, 10 * S);
    finish(BEN, 10 * S);
    Recovery midst = recovered();
    assertThat(midst.resume(execution(), RunLimits.DEFAULT, plan(), now()).effects())
        .contains(AFTER);
    on(
        heard(
            new RunProtocol.WentThrough(
                RUN, "anna", Once.Part.AFTER, SharedValues.NONE, 2, S, "")));
    Recovery done = recovered();
    effects.clear();
    take(done.resume(execution(), RunLimits.DEFAULT, plan(), now()));
    assertThat(of(RunEffect.GoThrough.class)).isEmpty();
    assertThat(closed().ending()).isEqualTo(Ending.COMPLETED);
  }

  private static Execution execution() {
    Acquaintance acquaintance = new Acquaintance(RunLimits.DEFAULT, "its own");
    return new Execution(
        plan(), RunLimits.DEFAULT, acquaintance, new Afterwards(plan(), RunLimits.DEFAULT));
  }

  /// What is in the journal, without the end.
  private Recovery recovered() {
    Recovery recovery = new Recovery();
    of(RunEffect.Keep.class).stream()
        .map(RunEffect.Keep::event)
        .filter(event -> !(event instanceof RunEvent.Closed))
        .forEach(recovery::accept);
    return recovery;
  }

  private void open() {
    take(machine.open(List.of(ANNA, BEN), now()));
  }

  private void openAndProbe() {
    open();
    for (WorkerDescription worker : List.of(ANNA, BEN)) {
      ready(worker);
      probeAll(worker);
    }
  }

  private void start() {
    openAndProbe();
    went("anna", Once.Part.BEFORE, "");
    probeAll(ANNA);
    probeAll(BEN);
    assertThat(state).isInstanceOf(RunState.Running.class);
  }

  /// Time passes.
  private void pass(long forNs) {
    for (long passedNs = 0; passedNs < forNs; passedNs += S / 5) {
      nowNs += S / 5;
      on(new RunInput.Ticked());
    }
  }

  private void finish(WorkerDescription worker, long atNs) {
    finish(worker, atNs, 0);
  }

  private void finish(WorkerDescription worker, long atNs, int deal) {
    on(
        heard(
            new RunProtocol.Reported(
                RUN, Plans.interval(worker.id(), worker.incarnation(), 0, atNs, deal))));
    on(heard(new RunProtocol.Finished(RUN, worker.id(), 0, atNs)));
  }

  private void went(String worker, Once.Part part, String problem) {
    on(
        heard(
            new RunProtocol.WentThrough(
                RUN, worker, part, new SharedValues(Map.of("token", "t1")), 2, S, problem)));
  }

  private void ready(WorkerDescription worker) {
    on(heard(new RunProtocol.Ready(RUN, worker.id(), worker.incarnation())));
  }

  /// Answers whatever a worker is asked.
  private void probeAll(WorkerDescription worker) {
    for (int answered = 0; answered < effects.size(); answered++) {
      if (effects.get(answered) instanceof RunEffect.Probe(var to, int number)
          && to.equals(worker.id())) {
        on(heard(new RunProtocol.ProbeReply(RUN, to, number, nowNs, nowNs)));
      }
    }
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
    return kept(RunEvent.Closed.class).getLast();
  }
}
