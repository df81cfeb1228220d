package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.Interval;
import dev.spate.measure.LatencySum;
import dev.spate.measure.LittlesLaw;
import dev.spate.measure.Occupancy;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.RequestTotals;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Body;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.Load;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import dev.spate.worker.template.AccessTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Runs one loop against a [SimulatedNetwork] in the test's own thread and adds up what it reports.
/// Asserts for every run that the ledger balances, slot by slot, and that Little's law holds, cut
/// by cut.
final class Simulation {
  static final long SECOND = 1_000_000_000L;
  static final long MILLISECOND = 1_000_000L;
  static final long START = 5 * SECOND;

  private final UnaryOperator<RequestDelta> reporting;
  private final List<Long> cutsNs = new ArrayList<>();
  private final List<LittlesLaw> laws = new ArrayList<>();
  private final List<Integer> dealsOfCuts = new ArrayList<>();
  private final List<Integer> dealt = new ArrayList<>();
  private final List<Long> pausesNs = new ArrayList<>();
  private boolean holds;
  private Occupancy occupancy = Occupancy.NONE;
  private long longestPauseNs;
  private final RequestTotals requests = new RequestTotals();
  private final SortedMap<Integer, RequestTotals> groups = new TreeMap<>();
  private final List<String> logged = new ArrayList<>();
  private final LatencySum lag = new LatencySum(Resolution.NANOSECOND);
  private final SortedMap<Integer, ArrivalCounts> slots = new TreeMap<>();
  private ArrivalCounts arrivals = ArrivalCounts.NONE;

  private Simulation(UnaryOperator<RequestDelta> reporting) {
    this.reporting = reporting;
  }

  static Phase phase(String name, long durationNs, Load load) {
    return new Phase(name, durationNs, load, false, Phase.DEFAULT_MAX_VUS, Phase.OnLimit.WAIT);
  }

  static HttpRequest get(String path) {
    return new HttpRequest("GET " + path, "GET", path, List.of(), Body.EMPTY, Set.of());
  }

  static Plan plan(long gracefulStopNs, List<Step> flow, Phase... phases) {
    return new Plan(
        "simulated",
        new Target(Target.Scheme.HTTP, "127.0.0.1", 80, ""),
        42,
        64,
        HttpOptions.DEFAULT,
        List.of(phases),
        List.of(new Scenario("only", 1, flow)),
        List.of(),
        Workers.DEFAULT,
        gracefulStopNs);
  }

  static Simulation of(Plan plan, SimulatedNetwork network) {
    return of(plan, Lanes.all(plan.lanes()), network, Long.MAX_VALUE);
  }

  /// @param stopNs when the schedule is ended, since arrival 0
  static Simulation of(Plan plan, Lanes lanes, SimulatedNetwork network, long stopNs) {
    return judged(of(plan, lanes, network, stopNs, Idle.SLEEP, UnaryOperator.identity()));
  }

  static Simulation of(Plan plan, SimulatedNetwork network, Idle idle) {
    Lanes all = Lanes.all(plan.lanes());
    return judged(of(plan, all, network, Long.MAX_VALUE, idle, UnaryOperator.identity()));
  }

  private static Simulation judged(Simulation simulation) {
    simulation.assertLittlesLaw();
    return simulation;
  }

  /// @param reporting what becomes of a loop's deltas on their way; Little's law is not asserted
  static Simulation of(
      Plan plan,
      Lanes lanes,
      SimulatedNetwork network,
      long stopNs,
      UnaryOperator<RequestDelta> reporting) {
    return of(plan, lanes, network, stopNs, Idle.SLEEP, reporting);
  }

  private static Simulation of(
      Plan plan,
      Lanes lanes,
      SimulatedNetwork network,
      long stopNs,
      Idle idle,
      UnaryOperator<RequestDelta> reporting) {
    Simulation simulation = new Simulation(reporting);
    simulation.run(
        plan,
        lanes,
        network,
        idle,
        loop -> {
          loop.startAt(START);
          if (stopNs != Long.MAX_VALUE) {
            loop.stopAt(START + stopNs);
          }
        });
    return simulation;
  }

  /// @param before is given the loop before it runs, to start it and to have things happen to it
  static Simulation of(
      Plan plan, Lanes lanes, SimulatedNetwork network, boolean holds, Consumer<Loop> before) {
    Simulation simulation = new Simulation(UnaryOperator.identity());
    simulation.holds = holds;
    simulation.run(plan, lanes, network, Idle.SLEEP, before);
    return simulation;
  }

  private void run(
      Plan plan, Lanes lanes, SimulatedNetwork network, Idle idle, Consumer<Loop> before) {
    LoopListener listener =
        new LoopListener() {
          @Override
          public void onReady(int loop) {}

          @Override
          public void onCut(int loop, Cut cut) {
            add(cut);
          }

          @Override
          public void onDealt(int loop, int deal) {
            dealt.add(deal);
          }

          @Override
          public void onLog(int loop, String line) {
            logged.add(line);
          }

          @Override
          public boolean onStoodStill(int loop, long asleepNs) {
            pausesNs.add(asleepNs);
            return holds;
          }

          @Override
          public void onFailed(int loop, Throwable cause) {
            throw new AssertionError(cause);
          }
        };
    Loop loop =
        new Loop(
            0,
            plan,
            lanes,
            1,
            (clock, connections, heard) -> network,
            AccessTokens.NONE,
            idle,
            network.clock(),
            new CellPool(1),
            listener);
    before.accept(loop);
    loop.run();
    assertBalanced();
  }

  private void add(Cut cut) {
    cutsNs.add(cut.untilNs());
    dealsOfCuts.add(cut.deal());
    List<RequestDelta> deltas = cut.requestDeltas().stream().map(reporting).toList();
    laws.add(LittlesLaw.of(occupancy, interval(cut, deltas)));
    occupancy = cut.occupancy();
    longestPauseNs = Math.max(longestPauseNs, cut.pauseMaxNs());
    for (RequestDelta delta : deltas) {
      requests.add(delta);
    }
    for (RequestDelta delta : cut.groupDeltas()) {
      groups.computeIfAbsent(delta.request(), _ -> new RequestTotals()).add(delta);
    }
    for (ArrivalDelta delta : cut.arrivalDeltas()) {
      arrivals = arrivals.plus(delta.counts());
      slots.merge(delta.slot(), delta.counts(), ArrivalCounts::plus);
    }
    lag.add(cut.scheduleLag());
    cut.recycle();
  }

  private static Interval interval(Cut cut, List<RequestDelta> deltas) {
    WorkerHealth health =
        new WorkerHealth(
            cut.scheduleLag().toLatencies(),
            cut.connectTime().toLatencies(),
            cut.tlsTime().toLatencies(),
            0,
            0,
            0,
            cut.inFlight(),
            cut.connections(),
            Stalls.NONE,
            cut.occupancy());
    return new Interval("w", 1, 0, cut.untilNs(), cut.arrivalDeltas(), deltas, health);
  }

  private void assertLittlesLaw() {
    for (int cut = 0; cut < laws.size(); cut++) {
      assertThat(laws.get(cut).holds()).as("cut %d: %s", cut, laws.get(cut)).isTrue();
    }
  }

  private void assertBalanced() {
    assertThat(requests.counts().balanced()).as("requests %s", requests.counts()).isTrue();
    groups.forEach((group, totals) ->
        assertThat(totals.counts().balanced()).as("group %d: %s", group, totals.counts()).isTrue());
    slots.forEach(
        (slot, counts) -> assertThat(counts.balanced()).as("slot %d: %s", slot, counts).isTrue());
  }

  /// Little's law of each cut.
  List<LittlesLaw> laws() {
    return laws;
  }

  /// The longest that the loop came back later than it meant to.
  long longestPauseNs() {
    return longestPauseNs;
  }

  ArrivalCounts arrivals() {
    return arrivals;
  }

  /// Arrivals by the slot in which they were due.
  SortedMap<Integer, ArrivalCounts> slots() {
    return slots;
  }

  RequestTotals requests() {
    return requests;
  }

  /// What became of a group.
  RequestTotals group(int index) {
    return groups.getOrDefault(index, new RequestTotals());
  }

  /// The lines that users logged.
  List<String> logged() {
    return logged;
  }

  LatencySum lag() {
    return lag;
  }

  /// The deals that the cuts are about.
  List<Integer> dealsOfCuts() {
    return dealsOfCuts;
  }

  /// The deals that the loop took.
  List<Integer> dealt() {
    return dealt;
  }

  /// How long it stood still, each time.
  List<Long> pausesNs() {
    return pausesNs;
  }

  /// The instants of the cuts, since arrival 0.
  List<Long> cutsNs() {
    return cutsNs;
  }
}
