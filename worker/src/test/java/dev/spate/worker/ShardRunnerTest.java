package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.SharedValues;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A worker when its lanes change hands, when its coordinator is another, and when there is none:
/// real load, on two event loops.
final class ShardRunnerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long SECOND = 1_000_000_000L;
  private static final Lanes ALL = Lanes.all(64);
  private static final Lanes NONE = Lanes.of(64);
  private static final ActorTestKit KIT = ActorTestKit.create("shard-runner");

  private final Departure departure = new Departure();
  private EchoServer server;
  private TestProbe<RunProtocol> run;
  private WorkerSettings settings;
  private ActorRef<WorkerProtocol> worker;

  /// By sequence number.
  private final Map<Long, Interval> reports = new TreeMap<>();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer();
    run = KIT.createTestProbe(RunProtocol.class);
    settings =
        new WorkerSettings(
            "w",
            2,
            1,
            TargetPolicy.loopbackAndPrivate(),
            List.of(Transport.usual()),
            Idle.SLEEP,
            false);
    worker = KIT.spawn(WorkerNode.create(settings, _ -> {}, departure));
  }

  @AfterEach
  void close() throws IOException {
    KIT.stop(worker);
    server.close();
  }

  /// 200 arrivals a second.
  private Plan plan(long seconds, long graceNs) {
    OpenLoad load =
        new OpenLoad(Rate.perSecond(200), Rate.perSecond(200), OpenLoad.Arrivals.UNIFORM);
    HttpRequest request = new HttpRequest("GET /", "GET", "/", List.of(), Body.EMPTY, Set.of(200));
    return new Plan(
        "test",
        new Target(Target.Scheme.HTTP, "127.0.0.1", server.port(), ""),
        1,
        64,
        HttpOptions.DEFAULT,
        List.of(new Phase("steady", seconds * SECOND, load, false, 1_000, Phase.OnLimit.WAIT)),
        List.of(new Scenario("only", 1, List.of(request))),
        List.of(),
        new Workers(0, 0, 0, Workers.OnLoss.REBALANCE, graceNs),
        5 * SECOND);
  }

  private void begin(Lanes lanes, long seconds, long graceNs) {
    worker.tell(new WorkerProtocol.Prepare("r", 5, plan(seconds, graceNs), lanes, run.ref()));
    run.expectMessageClass(RunProtocol.Ready.class, LIMIT);
    worker.tell(new WorkerProtocol.Start("r", 5, System.nanoTime() + SECOND / 5));
  }

  /// The next message of a kind; the reports on the way to it are noted and acknowledged.
  private <T extends RunProtocol> T next(Class<T> type) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      RunProtocol message = run.receiveMessage(LIMIT);
      if (message instanceof RunProtocol.Reported(_, var interval)) {
        reports.put(interval.sequence(), interval);
        worker.tell(new WorkerProtocol.Acknowledge("r", 5, interval.sequence()));
      }
      if (type.isInstance(message)) {
        return type.cast(message);
      }
    }
    throw new AssertionError("no " + type.getSimpleName());
  }

  private ArrivalCounts arrivals() {
    return reports.values().stream()
        .flatMap(interval -> interval.arrivals().stream())
        .map(ArrivalDelta::counts)
        .reduce(ArrivalCounts.NONE, ArrivalCounts::plus);
  }

  private void release() {
    worker.tell(new WorkerProtocol.Release("r", 1_000));
  }

  @Test
  void takesLanesThatComeDuringTheRunAndSaysSo() {
    begin(NONE, 4, 30 * SECOND);

    worker.tell(new WorkerProtocol.Deal("r", 5, 3, ALL, 2 * SECOND));
    assertThat(next(RunProtocol.Dealt.class).deal()).isEqualTo(3);
    worker.tell(new WorkerProtocol.Deal("r", 5, 3, ALL, 2 * SECOND));
    assertThat(next(RunProtocol.Dealt.class).deal()).isEqualTo(3);

    RunProtocol.Finished finished = next(RunProtocol.Finished.class);
    assertThat(arrivals().planned()).isEqualTo(400).isEqualTo(arrivals().completed());
    assertThat(reports.values())
        .filteredOn(report -> report.sequence() == finished.lastSequence())
        .singleElement()
        .satisfies(last -> assertThat(last.deal()).isEqualTo(3));
    release();
  }

  @Test
  void whoIsFencedEndsAndSaysSoUntilItIsReleased() {
    begin(ALL, 600, 30 * SECOND);
    var _ = next(RunProtocol.Reported.class);

    worker.tell(new WorkerProtocol.Fence("r", 5));

    RunProtocol.Finished finished = next(RunProtocol.Finished.class);
    assertThat(finished.scheduleEndNs()).isBetween(SECOND, 300 * SECOND);
    assertThat(next(RunProtocol.Finished.class)).isEqualTo(finished);
    assertThat(reports).hasSize((int) finished.lastSequence() + 1);
    assertThat(arrivals().missed()).isZero();
    assertThat(arrivals().planned()).isEqualTo(arrivals().begun());
    release();
  }

  @Test
  void followsTheCoordinatorThatAdoptsItAndNoOlderOne() {
    begin(ALL, 600, 30 * SECOND);
    var _ = next(RunProtocol.Reported.class);
    var _ = next(RunProtocol.Reported.class);
    TestProbe<RunProtocol> old = run;
    run = KIT.createTestProbe(RunProtocol.class);
    reports.clear();

    worker.tell(new WorkerProtocol.Adopt("r", 9, -1, run.ref()));

    RunProtocol.Adopted adopted = next(RunProtocol.Adopted.class);
    assertThat(adopted.sinceStartNs()).isGreaterThan(SECOND);
    assertThat(adopted.deal()).isZero();
    assertThat(next(RunProtocol.Reported.class).interval().sequence()).isZero();
    worker.tell(new WorkerProtocol.Stop("r", 5));
    worker.tell(new WorkerProtocol.Adopt("r", 8, -1, old.ref()));
    worker.tell(new WorkerProtocol.Stop("r", 9));
    RunProtocol.Finished finished = next(RunProtocol.Finished.class);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> {
          var _ = next(RunProtocol.Finished.class);
          return reports.size() == finished.lastSequence() + 1;
        });
    assertThat(arrivals().balanced()).isTrue();
    assertThat(arrivals().planned()).isGreaterThan(200);
    release();
  }

  @Test
  void withoutAnyCoordinatorItStopsAndKeepsItsReportsForWhoeverComes() {
    begin(ALL, 600, 3 * SECOND);
    RunProtocol message = run.receiveMessage(LIMIT);
    while (!(message instanceof RunProtocol.Finished)) {
      message = run.receiveMessage(LIMIT); // and nothing is acknowledged
    }
    RunProtocol.Finished finished = (RunProtocol.Finished) message;
    assertThat(finished.scheduleEndNs()).isBetween(3 * SECOND, 300 * SECOND);

    run = KIT.createTestProbe(RunProtocol.class);
    worker.tell(new WorkerProtocol.Adopt("r", 9, 0, run.ref()));

    assertThat(next(RunProtocol.Adopted.class).incarnation()).isPositive();
    assertThat(next(RunProtocol.Finished.class)).isEqualTo(finished);
    assertThat(List.copyOf(reports.keySet()).getFirst()).isEqualTo(1);
    assertThat(reports).hasSize((int) finished.lastSequence());
    release();
  }

  @Test
  void leavesWhenOthersHaveItsLanes() {
    begin(ALL, 600, 30 * SECOND);
    var _ = next(RunProtocol.Reported.class);

    CompletableFuture<Void> left = departure.leave();

    var _ = next(RunProtocol.Leaving.class);
    var _ = next(RunProtocol.Leaving.class);
    assertThat(left).isNotDone();
    worker.tell(new WorkerProtocol.Deal("r", 5, 1, NONE, 4 * SECOND));
    RunProtocol.Finished finished = next(RunProtocol.Finished.class);
    assertThat(finished.scheduleEndNs()).isEqualTo(4 * SECOND);
    assertThat(arrivals().planned()).isEqualTo(800).isEqualTo(arrivals().completed());
    Awaitility.await().atMost(LIMIT).until(left::isDone);
    worker.tell(new WorkerProtocol.Prepare("next", 6, plan(1, 30 * SECOND), ALL, run.ref()));
    assertThat(next(RunProtocol.Refused.class).reason()).contains("leaves");
  }

  @Test
  void whoHasNoPartLeavesAtOnce() {
    assertThat(departure.leave()).isDone();
  }

  /// That the loops hold meanwhile is in the tests of the engine.
  @Test
  void whoStoodStillAsksUntilAnAnswerComesThatIsNotTooOld() {
    ActorRef<ShardCommand> shard =
        KIT.spawn(
            ShardRunner.create(
                settings,
                1,
                CompletableFuture.completedFuture(Transport.usual()),
                new WorkerProtocol.Prepare("r", 5, plan(600, 30 * SECOND), ALL, run.ref())));
    run.expectMessageClass(RunProtocol.Ready.class, LIMIT);
    shard.tell(new ShardCommand.Begin(System.nanoTime(), SharedValues.NONE));
    shard.tell(new ShardCommand.LoopHeld(3 * SECOND));
    RunProtocol.Woken first = next(RunProtocol.Woken.class);
    assertThat(first.asleepNs()).isEqualTo(3 * SECOND);

    shard.tell(new ShardCommand.GoOn(first.askedNanos() - Engine.STOOD_STILL_NS));
    RunProtocol.Woken second = next(RunProtocol.Woken.class);
    assertThat(second.askedNanos()).isGreaterThan(first.askedNanos());
    assertThat(next(RunProtocol.Woken.class).askedNanos()).isGreaterThan(second.askedNanos());

    shard.tell(new ShardCommand.GoOn(System.nanoTime()));
    assertThat(wokenInThreeReports()).as("one may have been under way").isLessThanOrEqualTo(1);
    KIT.stop(shard);
  }

  private int wokenInThreeReports() {
    int woken = 0;
    long last = next(RunProtocol.Reported.class).interval().sequence() + 3;
    for (RunProtocol message = run.receiveMessage(LIMIT);
        !(message instanceof RunProtocol.Reported(_, var interval) && interval.sequence() >= last);
        message = run.receiveMessage(LIMIT)) {
      woken += message instanceof RunProtocol.Woken ? 1 : 0;
    }
    return woken;
  }
}
