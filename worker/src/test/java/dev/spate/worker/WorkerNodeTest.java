package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.FleetProtocol;
import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.LittlesLaw;
import dev.spate.measure.Occupancy;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestDelta;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A worker as its coordinator sees it: real load, on two event loops, against a server in the same
/// JVM.
final class WorkerNodeTest {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final long SECOND = 1_000_000_000L;
  private static final ActorTestKit KIT = ActorTestKit.create("worker-node");

  private EchoServer server;
  private TestProbe<RunProtocol> run;

  /// One for all tests: it rehearses for more than a second.
  private static ActorRef<WorkerProtocol> worker;

  /// Of the run of a test. A worker obeys the newest, whatever became of the one before.
  private static long epoch;

  private String id = "";

  @BeforeAll
  static void start() {
    worker = KIT.spawn(WorkerNode.create(settings(TargetPolicy.loopbackAndPrivate()), _ -> {}));
  }

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer();
    run = KIT.createTestProbe(RunProtocol.class);
    epoch += 10;
    id = "run-" + epoch;
  }

  @AfterEach
  void close() throws IOException {
    worker.tell(new WorkerProtocol.Release(id, epoch));
    server.close();
  }

  private static WorkerSettings settings(TargetPolicy targets) {
    return new WorkerSettings("w", 2, 1, targets, List.of(Transport.usual()), Idle.SLEEP, true);
  }

  private Plan plan(String host, long seconds) {
    return plan(
        new Target(Target.Scheme.HTTP, host, server.port(), ""), HttpOptions.DEFAULT, seconds);
  }

  private static Plan plan(Target target, HttpOptions http, long seconds) {
    OpenLoad load =
        new OpenLoad(Rate.perSecond(200), Rate.perSecond(200), OpenLoad.Arrivals.UNIFORM);
    HttpRequest request = new HttpRequest("GET /", "GET", "/", List.of(), Body.EMPTY, Set.of(200));
    return new Plan(
        "test",
        target,
        1,
        64,
        http,
        List.of(new Phase("steady", seconds * SECOND, load, false, 1_000, Phase.OnLimit.WAIT)),
        List.of(new Scenario("only", 1, List.of(request))),
        List.of(),
        Workers.DEFAULT,
        5 * SECOND);
  }

  private void prepare(String ofId, long ofEpoch, long seconds) {
    worker.tell(
        new WorkerProtocol.Prepare(
            ofId, ofEpoch, plan("127.0.0.1", seconds), Lanes.all(64), run.ref()));
  }

  private void begin(long seconds) {
    prepare(id, epoch, seconds);
    assertThat(run.expectMessageClass(RunProtocol.Ready.class, LIMIT).run()).isEqualTo(id);
    worker.tell(new WorkerProtocol.Start(id, epoch, System.nanoTime() + SECOND / 5));
  }

  /// What a run said until it finished, each report once.
  private record Told(List<Interval> intervals, RunProtocol.Finished finished) {
    ArrivalCounts arrivals() {
      return intervals.stream()
          .flatMap(interval -> interval.arrivals().stream())
          .map(ArrivalDelta::counts)
          .reduce(ArrivalCounts.NONE, ArrivalCounts::plus);
    }

    /// What both loops had in flight and what they recorded fit together, report by report.
    void assertLittlesLaw() {
      Occupancy before = Occupancy.NONE;
      LittlesLaw whole = LittlesLaw.NOTHING;
      for (Interval interval : intervals) {
        LittlesLaw law = LittlesLaw.of(before, interval);
        assertThat(law.holds()).as("report %d: %s", interval.sequence(), law).isTrue();
        before = interval.health().occupancy();
        whole = whole.plus(law);
      }
      assertThat(whole.recorded()).isEqualTo(requests().started());
      assertThat(whole.integralSeconds()).isPositive();
      assertThat(before.unendedNs()).isZero();
    }

    RequestCounts requests() {
      return intervals.stream()
          .flatMap(interval -> interval.requests().stream())
          .map((RequestDelta delta) -> RequestCounts.of(delta.started(), delta.outcomes()))
          .reduce(RequestCounts.NONE, RequestCounts::plus);
    }
  }

  private Told hearOut() {
    List<Interval> intervals = new ArrayList<>();
    while (true) {
      switch (run.receiveMessage(LIMIT)) {
        case RunProtocol.Reported(_, var interval) -> {
          assertThat(interval.sequence()).isEqualTo(intervals.size());
          intervals.add(interval);
          worker.tell(new WorkerProtocol.Acknowledge(id, epoch, interval.sequence()));
        }
        case RunProtocol.Finished finished -> {
          return new Told(intervals, finished);
        }
        case RunProtocol other -> throw new AssertionError("unexpected: " + other);
      }
    }
  }

  @Test
  void saysWhoItIs() {
    TestProbe<FleetProtocol> fleet = KIT.createTestProbe(FleetProtocol.class);

    worker.tell(new WorkerProtocol.Introduce(fleet.ref()));

    var introduced = fleet.expectMessageClass(FleetProtocol.Introduced.class, LIMIT);
    assertThat(introduced.description().id()).isEqualTo("w");
    assertThat(introduced.description().incarnation()).isPositive();
    assertThat(introduced.worker()).isEqualTo(worker);
  }

  @Test
  void tellsTheTime() {
    long before = System.nanoTime();

    worker.tell(new WorkerProtocol.Probe("r", 3, run.ref()));

    var reply = run.expectMessageClass(RunProtocol.ProbeReply.class, LIMIT);
    assertThat(reply.probe()).isEqualTo(3);
    assertThat(reply.monotonicNanos()).isBetween(before, System.nanoTime());
  }

  @Test
  void runsAPlanOnTwoLoopsAndAccountsForAllOfIt() {
    begin(3);

    Told told = hearOut();

    assertThat(told.arrivals().planned()).isEqualTo(600);
    assertThat(told.arrivals().completed()).isEqualTo(600);
    assertThat(told.requests().succeeded()).isEqualTo(600);
    assertThat(told.intervals().getLast().untilNs()).isGreaterThanOrEqualTo(3 * SECOND);
    assertThat(told.finished().lastSequence()).isEqualTo(told.intervals().size() - 1);
    assertThat(told.finished().scheduleEndNs()).isEqualTo(3 * SECOND);
    told.assertLittlesLaw();
  }

  @Test
  void aStopEndsTheScheduleEarlyAndSaysWhen() {
    begin(600);
    var first = run.expectMessageClass(RunProtocol.Reported.class, LIMIT);
    worker.tell(new WorkerProtocol.Acknowledge(id, epoch, first.interval().sequence()));

    worker.tell(new WorkerProtocol.Stop(id, epoch));

    List<Interval> intervals = new ArrayList<>(List.of(first.interval()));
    RunProtocol.Finished finished = null;
    while (finished == null) {
      switch (run.receiveMessage(LIMIT)) {
        case RunProtocol.Reported(_, var interval) -> intervals.add(interval);
        case RunProtocol.Finished end -> finished = end;
        case RunProtocol other -> throw new AssertionError("unexpected: " + other);
      }
    }
    Told told = new Told(intervals, finished);
    long due = (finished.scheduleEndNs() + 4_999_999) / 5_000_000;
    assertThat(finished.scheduleEndNs()).isLessThan(30 * SECOND);
    assertThat(told.arrivals().planned()).isEqualTo(due).isEqualTo(told.arrivals().completed());
  }

  @Test
  void sendsAgainWhatIsNotAcknowledged() {
    begin(1);
    List<Long> sequences = new ArrayList<>();
    while (sequences.stream().filter(sequence -> sequence == 0).count() < 2) {
      if (run.receiveMessage(LIMIT) instanceof RunProtocol.Reported(_, var interval)) {
        sequences.add(interval.sequence());
      }
    }

    assertThat(sequences.getFirst()).isZero();
  }

  /// What that one has, this one has not got.
  @Test
  void anAcknowledgementOfAnEarlierCoordinatorCountsForNothing() {
    begin(600);
    long first = run.expectMessageClass(RunProtocol.Reported.class, LIMIT).interval().sequence();
    worker.tell(new WorkerProtocol.Adopt(id, epoch + 1, -1, run.ref()));
    worker.tell(new WorkerProtocol.Acknowledge(id, epoch, first));
    int again = 0;
    while (again < 3) {
      if (run.receiveMessage(LIMIT) instanceof RunProtocol.Reported(_, var interval)) {
        again += interval.sequence() == first ? 1 : 0;
      }
    }

    assertThat(again).isEqualTo(3);
    worker.tell(new WorkerProtocol.Release(id, epoch + 1));
  }

  @Test
  void refusesATargetThatItMayNotSendTo() {
    ActorRef<WorkerProtocol> strict =
        KIT.spawn(WorkerNode.create(settings(TargetPolicy.parse(List.of("10.0.0.0/8"))), _ -> {}));

    strict.tell(new WorkerProtocol.Prepare("r", 1, plan("127.0.0.1", 1), Lanes.all(64), run.ref()));

    assertThat(run.expectMessageClass(RunProtocol.Refused.class, LIMIT).reason())
        .contains("may not send to 127.0.0.1");
    KIT.stop(strict);
  }

  @Test
  void refusesARunWhoseFilesItHasNotGot() {
    TlsOptions tls =
        new TlsOptions(
            false, "", List.of(), "/no/such/ca.pem", "", "", true, TlsOptions.Provider.AUTO);
    Plan secure =
        plan(
            new Target(Target.Scheme.HTTPS, "127.0.0.1", server.port(), ""),
            HttpOptions.DEFAULT.withTls(tls),
            1);

    worker.tell(new WorkerProtocol.Prepare(id, epoch, secure, Lanes.all(64), run.ref()));

    RunProtocol.Refused refused = run.expectMessageClass(RunProtocol.Refused.class, LIMIT);
    assertThat(refused.worker()).isEqualTo("w");
    assertThat(refused.reason()).contains("http.tls.ca (/no/such/ca.pem) is not on this worker");
  }

  @Test
  void isBusyForAnOlderCoordinatorAndObeysANewerOne() {
    begin(600);

    prepare("older", epoch - 1, 1);
    RunProtocol.Refused refused = null;
    while (refused == null) {
      if (run.receiveMessage(LIMIT) instanceof RunProtocol.Refused answer) {
        refused = answer;
      }
    }
    assertThat(refused.run()).isEqualTo("older");
    assertThat(refused.reason()).contains("busy with run " + id);

    prepare("new", epoch + 1, 1);
    RunProtocol.Ready ready = null;
    while (ready == null) {
      if (run.receiveMessage(LIMIT) instanceof RunProtocol.Ready answer) {
        ready = answer;
      }
    }
    assertThat(ready.run()).isEqualTo("new");
    worker.tell(new WorkerProtocol.Release("new", epoch + 1));
  }

  @Test
  void introducesItselfOnceItsTransportIsChosen() {
    List<TransportChoice> announced = new CopyOnWriteArrayList<>();
    WorkerSettings settings =
        new WorkerSettings(
            "chooses",
            1,
            1,
            TargetPolicy.loopbackAndPrivate(),
            Transport.named(Transport.AUTO),
            Idle.HYBRID,
            true);
    ActorRef<WorkerProtocol> choosing = KIT.spawn(WorkerNode.create(settings, announced::add));
    TestProbe<FleetProtocol> fleet = KIT.createTestProbe(FleetProtocol.class);
    choosing.tell(new WorkerProtocol.Introduce(fleet.ref()));

    FleetProtocol.Introduced introduced =
        fleet.expectMessageClass(FleetProtocol.Introduced.class, LIMIT);

    assertThat(introduced.worker()).isEqualTo(choosing);
    assertThat(introduced.description().idle()).isEqualTo("hybrid");
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(announced)
                .singleElement()
                .satisfies(choice ->
                    assertThat(choice.transport().id())
                        .isEqualTo(introduced.description().transport())));
    KIT.stop(choosing);
  }
}
