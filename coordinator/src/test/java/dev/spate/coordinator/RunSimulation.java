package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/// One run with simulated workers, links and time, all of one thread and one seed. What links do to
/// messages, who dies and when, and whether somebody stops the run, comes from the seed; what must
/// always hold is checked after each step.
final class RunSimulation {
  static final String RUN = "20261122-145501-k3x9";
  private static final long MS = 1_000_000L;
  private static final long TICK_NS = 200 * MS;

  private final Random random;
  private final Plan plan;
  private final RunMachine machine;
  private final Trouble trouble;
  private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>();
  private final Map<String, SimulatedWorker> workers = new HashMap<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Set<String> ready = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final List<RunEvent> journal = new ArrayList<>();
  private long nowNs = 1_000 * Plans.SECOND_NS;
  private long count;
  private boolean closed;
  private RunState state = new RunState.Closed(RunEvent.Closed.Ending.NOT_STARTED, "");

  /// @param loss the part of messages that vanish
  /// @param repeated the part that comes twice
  /// @param delayNs the longest that one takes
  /// @param deaths whether workers may die
  /// @param stop whether somebody stops the run
  record Trouble(double loss, double repeated, long delayNs, boolean deaths, boolean stop) {
    static final Trouble NONE = new Trouble(0, 0, MS, false, false);

    static Trouble of(Random random) {
      return new Trouble(
          random.nextBoolean() ? 0 : random.nextDouble() * 0.3,
          random.nextBoolean() ? 0 : random.nextDouble() * 0.5,
          random.nextBoolean() ? MS : 1 + random.nextLong(2_000 * MS),
          random.nextInt(5) < 2,
          random.nextInt(3) == 0);
    }
  }

  private record Delivery(long atNs, long order, Runnable action) implements Comparable<Delivery> {
    @Override
    public int compareTo(Delivery other) {
      int byTime = Long.compare(atNs, other.atNs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  RunSimulation(long seed, Trouble trouble) {
    this.random = new Random(seed);
    this.trouble = trouble;
    int present = 1 + random.nextInt(4);
    int expected = random.nextInt(10) == 0 ? present + 1 : random.nextInt(present + 1);
    this.plan = Plans.lasting((1 + random.nextInt(6)) * Plans.SECOND_NS, expected);
    this.machine =
        new RunMachine(
            new RunEvent.Opened(RUN, Instant.EPOCH, plan, "", Map.of(), "0.1.0"),
            RunLimits.DEFAULT,
            "clock of the coordinator");
    for (int i = 0; i < present; i++) {
      String id = "w" + i;
      long originNs = random.nextLong(1_000_000 * Plans.SECOND_NS);
      workers.put(
          id, new SimulatedWorker(this, Plans.worker(id, 1 + random.nextLong(100)), originNs));
    }
  }

  /// Runs to the end, and says what was recorded.
  List<RunEvent> run() {
    List<WorkerDescription> early = new ArrayList<>();
    for (SimulatedWorker worker : workers.values()) {
      if (random.nextBoolean()) {
        early.add(worker.description());
      } else {
        at(random.nextLong(5_000 * MS), () -> step(new RunInput.Appeared(worker.description())));
      }
      if (trouble.deaths() && random.nextInt(2) == 0) {
        at(random.nextLong(12_000 * MS), () -> kill(worker));
      }
    }
    if (trouble.stop()) {
      long stopNs = random.nextLong(10_000 * MS);
      at(stopNs, () -> step(new RunInput.StopAsked()));
      at(stopNs + random.nextLong(1_000 * MS), () -> step(new RunInput.StopAsked()));
    }
    perform(machine.open(early, now()));
    at(TICK_NS, this::tick);
    long lastNs = nowNs + longestNs();
    while (!closed) {
      Delivery next = deliveries.remove();
      nowNs = Math.max(nowNs, next.atNs());
      assertThat(nowNs).as("ends in time").isLessThan(lastNs);
      next.action().run();
    }
    return journal;
  }

  private long longestNs() {
    RunLimits limits = RunLimits.DEFAULT;
    return limits.waitNs()
        + limits.prepareNs()
        + limits.leadNs()
        + 60 * Plans.SECOND_NS
        + plan.durationNs()
        + plan.gracefulStopNs()
        + limits.marginNs();
  }

  private void tick() {
    step(new RunInput.Ticked());
    at(TICK_NS, this::tick);
  }

  private void kill(SimulatedWorker worker) {
    worker.kill();
    if (random.nextBoolean()) {
      WorkerDescription dead = worker.description();
      at(
          random.nextLong(8_000 * MS),
          () -> step(new RunInput.Departed(dead.id(), dead.incarnation())));
    }
  }

  long nowNs() {
    return nowNs;
  }

  Plan plan() {
    return plan;
  }

  private Moment now() {
    return new Moment(nowNs, Instant.EPOCH.plusNanos(nowNs));
  }

  void at(long delayNs, Runnable action) {
    deliveries.add(new Delivery(nowNs + delayNs, count++, action));
  }

  /// A link in either direction: loses, repeats, delays and so reorders.
  void send(Runnable receive) {
    int copies = random.nextDouble() < trouble.repeated() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= trouble.loss()) {
        at(random.nextLong(trouble.delayNs()), receive);
      }
    }
  }

  void hear(RunProtocol message) {
    if (message instanceof RunProtocol.Ready) {
      ready.add(message.worker());
    }
    step(new RunInput.Heard(message));
  }

  private void step(RunInput input) {
    perform(machine.on(state, input, now()));
  }

  private void perform(Step step) {
    state = step.state();
    for (RunEffect effect : step.effects()) {
      assertThat(closed).as("nothing but notes after the end: %s", effect).isFalse();
      switch (effect) {
        case RunEffect.Keep(var event) -> check(event);
        case RunEffect.Prepare(var worker, var lanes) -> {
          assertThat(journal).as("opened first").isNotEmpty();
          assertThat(lanes.total()).isEqualTo(plan.lanes());
          send(() -> of(worker).onPrepare());
        }
        case RunEffect.Probe(var worker, var number) -> {
          assertThat(ready).as("probed once ready").contains(worker);
          send(() -> of(worker).onProbe(number));
        }
        case RunEffect.Start(var worker, var atNanos) -> {
          assertThat(ready).as("all ready before anyone starts").containsAll(shares());
          send(() -> of(worker).onStart(atNanos));
        }
        case RunEffect.Stop(var worker) -> {
          assertThat(journal).anyMatch(RunEvent.StopRequested.class::isInstance);
          send(() -> of(worker).onStop());
        }
        case RunEffect.Acknowledge(var worker, var upTo) -> {
          assertThat(upTo).as("kept before acknowledged").isEqualTo(recorded.get(worker));
          send(() -> of(worker).onAcknowledge(upTo));
        }
        case RunEffect.Release(var worker) -> send(() -> of(worker).onRelease());
        case RunEffect.Ignore _, RunEffect.Warn _ -> {}
        case RunEffect.Close() -> {
          assertThat(journal.getLast()).isInstanceOf(RunEvent.Closed.class);
          closed = true;
        }
      }
    }
  }

  private SimulatedWorker of(String id) {
    return Objects.requireNonNull(workers.get(id), id);
  }

  /// The workers of the run, once it started.
  private List<String> shares() {
    return journal.stream()
        .filter(RunEvent.Started.class::isInstance)
        .flatMap(event -> ((RunEvent.Started) event).shares().stream())
        .map(share -> share.worker().id())
        .toList();
  }

  private void check(RunEvent event) {
    assertThat(journal).as("nothing follows the end").noneMatch(RunEvent.Closed.class::isInstance);
    switch (event) {
      case RunEvent.Opened _ -> assertThat(journal).isEmpty();
      case RunEvent.Started(_, var shares) -> {
        assertThat(shares()).as("started once").isEmpty();
        assertThat(shares.stream().mapToInt(share -> share.lanes().size()).sum())
            .isEqualTo(plan.lanes());
        shares.forEach(share -> of(share.worker().id()).checkOffset(share, trouble.delayNs()));
      }
      case RunEvent.Reported(var interval) -> {
        assertThat(ended).as("no report after the end").doesNotContain(interval.worker());
        assertThat(interval.sequence())
            .as("each report once and in its turn")
            .isEqualTo(recorded.getOrDefault(interval.worker(), -1L) + 1);
        recorded.put(interval.worker(), interval.sequence());
      }
      case RunEvent.WorkerEnded(var worker, var end, _, _) -> {
        assertThat(shares()).contains(worker);
        assertThat(ended.add(worker)).as("ends once").isTrue();
        if (end == RunEvent.WorkerEnd.FINISHED) {
          assertThat(recorded.get(worker)).isEqualTo(of(worker).lastSequence());
        }
      }
      case RunEvent.Dealt(_, _, var shares) ->
          assertThat(shares.stream().mapToInt(share -> share.lanes().size()).sum())
              .isEqualTo(plan.lanes());
      case RunEvent.StopRequested _ ->
          assertThat(journal).noneMatch(RunEvent.StopRequested.class::isInstance);
      case RunEvent.Closed _ -> assertThat(ended).containsExactlyInAnyOrderElementsOf(shares());
    }
    journal.add(event);
  }
}
