package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A run of some seconds in as little time as it takes, of workers that are not there: what a
/// coordinator does with their reports is real, from the state machine to the report's files.
final class RehearsedRun {
  private static final String RUN = "rehearsal";
  private static final String CLOCK = "clock";
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int WORKERS = 16;
  private static final int NAMES = 3;
  private static final int SECONDS = 4;

  /// What it is about.
  static final int REPORTS = WORKERS * SECONDS;

  private static final int REQUESTS = 50;
  private static final long MEDIAN_NS = 5_000_000;

  private final Random random = new Random(1);
  private final List<WorkerDescription> workers =
      IntStream.range(0, WORKERS).mapToObj(RehearsedRun::worker).toList();
  private final RunMachine machine;
  private final JournalRecorder recorder;
  private RunState state;
  private long nowNs;

  /// Plays one.
  ///
  /// @param directory for its files; not there yet
  static void play(Path directory) throws IOException {
    try (JournalRecorder recorder = JournalRecorder.open(directory, _ -> {})) {
      new RehearsedRun(recorder).play();
    }
  }

  private RehearsedRun(JournalRecorder recorder) {
    this.recorder = recorder;
    RunEvent.Opened opened = new RunEvent.Opened(RUN, Instant.EPOCH, plan(), "", Map.of(), "");
    this.machine = new RunMachine(opened, RunLimits.DEFAULT, CLOCK);
    Step first = machine.open(workers, now());
    this.state = first.state();
    keep(first);
  }

  private void play() throws IOException {
    for (WorkerDescription worker : workers) {
      hear(new RunProtocol.Ready(RUN, worker.id(), worker.incarnation()));
    }
    nowNs += RunLimits.DEFAULT.leadNs();
    for (int second = 0; second < SECONDS; second++) {
      nowNs += SECOND_NS;
      for (WorkerDescription worker : workers) {
        hear(new RunProtocol.Reported(RUN, report(worker, second)));
      }
      on(new RunInput.Ticked());
      var _ = recorder.progress(RunPhase.RUNNING, "");
    }
    for (WorkerDescription worker : workers) {
      hear(new RunProtocol.Finished(RUN, worker.id(), SECONDS - 1, SECONDS * SECOND_NS));
    }
    var _ = recorder.finish();
  }

  private void hear(RunProtocol message) {
    on(new RunInput.Heard(message));
  }

  private void on(RunInput input) {
    Step step = machine.on(state, input, now());
    state = step.state();
    keep(step);
  }

  private void keep(Step step) {
    for (RunEffect effect : step.effects()) {
      if (effect instanceof RunEffect.Keep(var event)) {
        recorder.keep(event);
      }
    }
  }

  private Moment now() {
    return new Moment(nowNs, Instant.EPOCH.plusNanos(nowNs));
  }

  private static WorkerDescription worker(int number) {
    return new WorkerDescription(
        "w" + number, 1 + number, "host", 1, 1, "", "nio", "", "", CLOCK, "sleep");
  }

  private static Plan plan() {
    Rate rate = Rate.perSecond(WORKERS * REQUESTS);
    List<HttpRequest> flow =
        IntStream.range(0, NAMES)
            .mapToObj(name ->
                new HttpRequest("GET /" + name, "GET", "/" + name, List.of(), Body.EMPTY, Set.of()))
            .toList();
    return new Plan(
        RUN,
        new Target(Target.Scheme.HTTP, "127.0.0.1", 1, ""),
        1,
        64,
        HttpOptions.DEFAULT,
        List.of(
            new Phase(
                "only",
                SECONDS * SECOND_NS,
                new OpenLoad(rate, rate, OpenLoad.Arrivals.UNIFORM),
                false,
                REQUESTS,
                Phase.OnLimit.WAIT)),
        List.of(new Scenario("only", 1, List.copyOf(flow))),
        List.of(),
        new Workers(WORKERS, 0),
        SECOND_NS);
  }

  private Interval report(WorkerDescription worker, int second) {
    List<RequestDelta> requests = new ArrayList<>();
    for (int name = 0; name < NAMES; name++) {
      requests.add(request(name, second));
    }
    ArrivalCounts arrivals = new ArrivalCounts(REQUESTS, REQUESTS, REQUESTS, 0, 0, 0, 0);
    return new Interval(
        worker.id(),
        worker.incarnation(),
        second,
        (second + 1) * SECOND_NS,
        List.of(new ArrivalDelta(0, second, arrivals)),
        requests,
        health());
  }

  private RequestDelta request(int name, int second) {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new RequestDelta(
        0,
        name,
        second,
        REQUESTS,
        0,
        Map.of(Outcome.SUCCEEDED, (long) REQUESTS),
        Map.of(200, (long) REQUESTS),
        REQUESTS,
        REQUESTS,
        latencies(Resolution.MICROSECOND),
        none,
        none,
        latencies(Resolution.MICROSECOND),
        latencies(Resolution.MICROSECOND));
  }

  private WorkerHealth health() {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new WorkerHealth(
        latencies(Resolution.NANOSECOND),
        none,
        none,
        0.5,
        0.5,
        0,
        0,
        1,
        Stalls.NONE,
        Occupancy.NONE);
  }

  private Latencies latencies(Resolution resolution) {
    LatencySum sum = new LatencySum(resolution);
    Stream.generate(() -> Math.exp(random.nextGaussian() / 2))
        .limit(REQUESTS)
        .forEach(factor -> sum.record((long) (MEDIAN_NS * factor)));
    return sum.toLatencies();
  }
}
