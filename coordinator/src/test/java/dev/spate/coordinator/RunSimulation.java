package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Plan;
import dev.spate.plan.Workers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One run with simulated workers, links, coordinators and time, all of one thread and one seed.
/// What links do to messages, who dies, stands still, leaves or joins and when, whether the
/// coordinator dies and comes back to its journal, and whether somebody stops the run, comes from
/// the seed; what must always hold is checked after each step ([Invariants]).
final class RunSimulation {
  static final String RUN = "20261122-145501-k3x9";
  static final int LANES = 16;
  private static final long MS = 1_000_000L;
  private static final long TICK_NS = 200 * MS;
  private static final long ARRIVAL_NS = 100 * MS;

  /// After which the cluster counts who is cut off as gone.
  private static final long GIVEN_UP_NS = 10_000 * MS;

  private final Random random;
  private final Plan plan;
  private final RunEvent.Opened opened;
  private final Trouble trouble;
  private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>();
  private final Map<String, SimulatedWorker> workers = new HashMap<>();
  private final Map<String, Long> cutOffUntilNs = new HashMap<>();
  private final Invariants invariants = new Invariants(this);
  private RunMachine machine;
  private long nowNs = 1_000 * Plans.SECOND_NS;
  private long count;
  private long epoch;
  private long standsStillUntilNs;

  /// Whether nothing goes wrong yet: most runs are to start.
  private boolean calm;

  private @Nullable Usurped usurped;
  private boolean up = true;
  private boolean closed;
  private RunState state = new RunState.Closed(RunEvent.Closed.Ending.NOT_STARTED, "");

  /// @param loss the part of messages that vanish
  /// @param repeated the part that comes twice
  /// @param delayNs the longest that one takes
  /// @param deaths whether workers may die
  /// @param stops whether somebody stops the run
  /// @param sleep whether workers, or the coordinator, may stand still, and links be cut for a
  ///   while
  /// @param splits whether several workers may be cut off at once, and the network be healed
  /// @param moves whether workers may leave and join
  /// @param restarts how often the coordinator dies and comes back
  record Trouble(
      double loss,
      double repeated,
      long delayNs,
      boolean deaths,
      boolean stops,
      boolean sleep,
      boolean splits,
      boolean moves,
      int restarts) {
    static final Trouble NONE = new Trouble(0, 0, MS, false, false, false, false, false, 0);

    static Trouble of(Random random) {
      return new Trouble(
          random.nextBoolean() ? 0 : random.nextDouble() * 0.3,
          random.nextBoolean() ? 0 : random.nextDouble() * 0.5,
          random.nextBoolean() ? MS : 1 + random.nextLong(2_000 * MS),
          random.nextInt(5) < 2,
          random.nextInt(4) == 0,
          random.nextInt(3) == 0,
          random.nextInt(3) == 0,
          random.nextInt(3) == 0,
          Math.max(0, random.nextInt(6) - 3));
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
    this.calm = random.nextInt(4) > 0;
    int present = 1 + random.nextInt(4);
    int expected = random.nextInt(10) == 0 ? present + 1 : random.nextInt(present + 1);
    int most = random.nextInt(3) == 0 ? expected + 1 + random.nextInt(3) : 0;
    this.plan =
        Plans.lasting(
            (1 + random.nextInt(15)) * Plans.SECOND_NS,
            new Workers(
                expected,
                most,
                0,
                onLoss(random.nextInt(5)),
                (4 + random.nextInt(27)) * Plans.SECOND_NS),
            LANES);
    this.opened = new RunEvent.Opened(RUN, Instant.EPOCH, plan, "", Map.of(), "0.1.0");
    this.machine = machine();
    for (int i = 0; i < present; i++) {
      newWorker("w" + i);
    }
  }

  private static Workers.OnLoss onLoss(int draw) {
    return switch (draw) {
      case 0 -> Workers.OnLoss.FAIL;
      case 1 -> Workers.OnLoss.CONTINUE;
      default -> Workers.OnLoss.REBALANCE;
    };
  }

  private RunMachine machine() {
    return new RunMachine(opened, RunLimits.DEFAULT, "clock of the coordinator");
  }

  private SimulatedWorker newWorker(String id) {
    long originNs = random.nextLong(1_000_000 * Plans.SECOND_NS);
    SimulatedWorker worker =
        new SimulatedWorker(this, Plans.worker(id, 1 + random.nextLong(100)), originNs);
    workers.put(id, worker);
    return worker;
  }

  /// Runs to the end, and says what was recorded.
  List<RunEvent> run() {
    List<WorkerDescription> early = new ArrayList<>();
    for (SimulatedWorker worker : List.copyOf(workers.values())) {
      if (random.nextBoolean()) {
        early.add(worker.description());
      } else {
        at(random.nextLong(5_000 * MS), () -> introduce(worker));
      }
    }
    if (!calm) {
      plague();
    }
    perform(machine.open(early, now()));
    at(TICK_NS, this::tick);
    long lastNs = nowNs + longestNs();
    while (!closed) {
      Delivery next = deliveries.remove();
      nowNs = Math.max(nowNs, next.atNs());
      if (nowNs >= lastNs) {
        assertThat(state).as("ends in time").isInstanceOf(RunState.Closed.class);
      }
      next.action().run();
    }
    invariants.atEnd();
    return invariants.journal();
  }

  /// Says when what goes wrong.
  private void plague() {
    for (int i = 0; trouble.moves() && i < 2; i++) {
      SimulatedWorker joiner = newWorker("x" + i);
      at(random.nextLong(15_000 * MS), () -> introduce(joiner));
    }
    List.copyOf(workers.values()).forEach(this::plague);
    for (int i = 0; trouble.splits() && i < 1 + random.nextInt(2); i++) {
      at(random.nextLong(15_000 * MS), () -> split(random.nextLong(25_000 * MS)));
    }
    plagueCoordinator();
  }

  private void plague(SimulatedWorker worker) {
    if (trouble.deaths() && random.nextInt(2) == 0) {
      at(random.nextLong(20_000 * MS), () -> kill(worker));
    }
    if (trouble.moves() && random.nextInt(3) == 0) {
      at(random.nextLong(15_000 * MS), worker::leave);
    }
    if (trouble.sleep() && random.nextBoolean()) {
      long forNs = random.nextLong(8_000 * MS);
      at(random.nextLong(15_000 * MS), () -> worker.freeze(forNs));
    }
    if (trouble.sleep() && random.nextBoolean()) {
      long forNs = random.nextLong(8_000 * MS);
      at(random.nextLong(15_000 * MS), () -> cutOff(worker, forNs));
    }
  }

  private void plagueCoordinator() {
    if (trouble.stops()) {
      long stopNs = random.nextLong(15_000 * MS);
      at(stopNs, () -> step(new RunInput.StopAsked()));
      at(stopNs + random.nextLong(1_000 * MS), () -> step(new RunInput.StopAsked()));
    }
    if (trouble.sleep() && random.nextInt(3) == 0) {
      long forNs = random.nextLong(15_000 * MS);
      at(random.nextLong(15_000 * MS), () -> standsStillUntilNs = nowNs + forNs);
    }
    for (int i = 0; i < trouble.restarts(); i++) {
      at(
          random.nextLong(20_000 * MS),
          random.nextBoolean() ? this::killCoordinator : this::cutOffCoordinator);
    }
  }

  private long longestNs() {
    RunLimits limits = RunLimits.DEFAULT;
    return limits.waitNs()
        + limits.prepareNs()
        + limits.leadNs()
        + 90 * Plans.SECOND_NS
        + 2 * (limits.aloneNs() + limits.silenceNs())
        + trouble.restarts() * (plan.workers().orphanGraceNs() + 20 * Plans.SECOND_NS)
        + plan.durationNs()
        + plan.gracefulStopNs()
        + limits.marginNs();
  }

  private void tick() {
    step(new RunInput.Ticked());
    at(Math.max(TICK_NS, standsStillUntilNs - nowNs), this::tick);
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

  private void cutOff(SimulatedWorker worker, long forNs) {
    cutOffUntilNs.put(worker.description().id(), nowNs + forNs);
    at(forNs + random.nextLong(3_000 * MS), () -> introduce(worker));
  }

  /// Some of the workers, or all, are on the other side for a while. If it lasts, the cluster gives
  /// them up, and they join anew.
  private void split(long forNs) {
    boolean all = random.nextInt(3) == 0;
    for (SimulatedWorker worker : List.copyOf(workers.values())) {
      if (all || random.nextBoolean()) {
        WorkerDescription who = worker.description();
        cutOffUntilNs.merge(who.id(), nowNs + forNs, Math::max);
        if (forNs >= GIVEN_UP_NS) {
          long from = epoch;
          at(
              GIVEN_UP_NS,
              () -> {
                if (from == epoch) {
                  step(new RunInput.Departed(who.id(), who.incarnation()));
                }
              });
          at(forNs + random.nextLong(5_000 * MS), () -> introduce(worker));
        }
      }
    }
  }

  /// Another coordinator takes command, and this one goes on for as long as it takes it to hear of
  /// that: it commands those who have not heard of the other one yet.
  private void cutOffCoordinator() {
    if (up && !closed) {
      Usurped old = new Usurped(machine, epoch, state);
      usurped = old;
      long endNs = nowNs + random.nextLong(GIVEN_UP_NS);
      at(TICK_NS, () -> tick(old, endNs));
      up = false;
      at(random.nextLong(15_000 * MS), this::restartCoordinator);
    }
  }

  /// A coordinator that does not know that it is not in command. What it keeps, nobody reads.
  private static final class Usurped {
    private final RunMachine machine;
    private final long epoch;
    private RunState state;
    private boolean ended;

    Usurped(RunMachine machine, long epoch, RunState state) {
      this.machine = machine;
      this.epoch = epoch;
      this.state = state;
    }
  }

  private void tick(Usurped old, long endNs) {
    old.ended |= nowNs >= endNs;
    if (!old.ended) {
      step(old, new RunInput.Ticked());
      at(TICK_NS, () -> tick(old, endNs));
    }
  }

  private void step(Usurped old, RunInput input) {
    Step step = old.machine.on(old.state, input, now());
    old.state = step.state();
    for (RunEffect effect : step.effects()) {
      order(old.epoch, effect);
    }
  }

  private void killCoordinator() {
    if (up && !closed) {
      up = false;
      at(random.nextLong(15_000 * MS), this::restartCoordinator);
    }
  }

  private void restartCoordinator() {
    up = true;
    epoch++;
    standsStillUntilNs = 0;
    machine = machine();
    Recovery recovered = new Recovery();
    invariants.journal().forEach(recovered::accept);
    perform(machine.resume(recovered, now()));
    for (SimulatedWorker worker : workers.values()) {
      at(random.nextLong(3_000 * MS), () -> introduce(worker));
    }
  }

  /// The fleet finds a worker that is there.
  private void introduce(SimulatedWorker worker) {
    if (worker.dead()) {
      return;
    }
    long cutNs = cutOffUntilNs.getOrDefault(worker.description().id(), 0L) - nowNs;
    if (cutNs > 0) {
      at(cutNs + random.nextLong(3_000 * MS), () -> introduce(worker));
      return;
    }
    step(
        worker.takesPart()
            ? new RunInput.Returned(worker.description())
            : new RunInput.Appeared(worker.description()));
  }

  long nowNs() {
    return nowNs;
  }

  Plan plan() {
    return plan;
  }

  /// When an arrival is due, since arrival 0.
  long dueNs(int arrival) {
    return arrival * ARRIVAL_NS;
  }

  int laneOf(int arrival) {
    return arrival % LANES;
  }

  private Moment now() {
    return new Moment(nowNs, Instant.EPOCH.plusNanos(nowNs));
  }

  void at(long delayNs, Runnable action) {
    deliveries.add(new Delivery(nowNs + delayNs, count++, action));
  }

  /// A worker's link in either direction: loses, repeats, delays and so reorders.
  void send(String worker, Runnable receive) {
    if (nowNs < cutOffUntilNs.getOrDefault(worker, 0L)) {
      return;
    }
    if (calm) {
      at(random.nextLong(MS), receive);
      return;
    }
    int copies = random.nextDouble() < trouble.repeated() ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= trouble.loss()) {
        at(random.nextLong(trouble.delayNs()), receive);
      }
    }
  }

  /// @param to the epoch of the coordinator that it is said to
  void hear(long to, RunProtocol message) {
    if (usurped != null && to == usurped.epoch && !usurped.ended) {
      step(usurped, new RunInput.Heard(message));
    } else if (to == epoch) {
      invariants.onHeard(message);
      step(new RunInput.Heard(message));
    }
  }

  /// One that stands still hears it when it wakes up; one that is dead does not.
  private void step(RunInput input) {
    if (!up || closed) {
      return;
    }
    if (nowNs < standsStillUntilNs) {
      if (!(input instanceof RunInput.Ticked)) {
        long hears = epoch;
        at(
            standsStillUntilNs - nowNs,
            () -> {
              if (hears == epoch) {
                step(input);
              }
            });
      }
      return;
    }
    perform(machine.on(state, input, now()));
  }

  private void perform(Step step) {
    state = step.state();
    for (RunEffect effect : step.effects()) {
      assertThat(closed).as("nothing but notes after the end: %s", effect).isFalse();
      invariants.onEffect(effect);
      switch (effect) {
        case RunEffect.Keep(var event) -> {
          invariants.onKept(event);
          if (calm && event instanceof RunEvent.Started) {
            calm = false;
            plague();
          }
        }
        case RunEffect.Close() -> {
          assertThat(invariants.journal().getLast()).isInstanceOf(RunEvent.Closed.class);
          closed = true;
        }
        case RunEffect.Prepare _,
            RunEffect.Probe _,
            RunEffect.Start _,
            RunEffect.Deal _,
            RunEffect.Fence _,
            RunEffect.GoOn _,
            RunEffect.GoThrough _,
            RunEffect.Adopt _,
            RunEffect.Stop _,
            RunEffect.Acknowledge _,
            RunEffect.Release _,
            RunEffect.Ignore _,
            RunEffect.Warn _ ->
            order(epoch, effect);
      }
    }
  }

  /// What a coordinator tells the workers.
  private void order(long from, RunEffect effect) {
    switch (effect) {
      case RunEffect.Prepare(var worker, var lanes) -> tell(from, worker, w -> w.onPrepare(lanes));
      case RunEffect.Probe(var worker, var number) -> tell(from, worker, w -> w.onProbe(number));
      case RunEffect.Start(var worker, var atNanos) -> tell(from, worker, w -> w.onStart(atNanos));
      case RunEffect.Deal(var worker, var deal, var lanes, var fromNs) ->
          tell(from, worker, w -> w.onDeal(deal, lanes, fromNs));
      case RunEffect.Fence(var worker) -> tell(from, worker, SimulatedWorker::onFence);
      case RunEffect.GoOn(var worker, var askedNanos) ->
          tell(from, worker, w -> w.onGoOn(askedNanos));
      case RunEffect.Adopt(var worker, var haveUpTo) ->
          tell(from, worker, w -> w.onAdopt(haveUpTo));
      case RunEffect.Stop(var worker) -> tell(from, worker, SimulatedWorker::onStop);
      case RunEffect.Acknowledge(var worker, var upTo) ->
          tell(from, worker, w -> w.onAcknowledge(upTo));
      case RunEffect.Release(var worker) -> tell(from, worker, SimulatedWorker::onRelease);
      case RunEffect.GoThrough _,
          RunEffect.Keep _,
          RunEffect.Ignore _,
          RunEffect.Warn _,
          RunEffect.Close _ -> {}
    }
  }

  private interface Order {
    void to(SimulatedWorker worker);
  }

  private void tell(long from, String id, Order order) {
    SimulatedWorker worker = of(id);
    send(id, () -> worker.order(from, () -> order.to(worker)));
  }

  SimulatedWorker of(String id) {
    return Objects.requireNonNull(workers.get(id), id);
  }
}
