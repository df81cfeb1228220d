package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.control.RunProtocol;
import dev.spate.coordinator.SimulatedWorker.Taken;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.plan.Lanes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What must hold in a [RunSimulation], after each thing that is kept or ordered and at the end. It
/// looks at the journal and at what the workers did, never into the state of the machine.
final class Invariants {
  private final RunSimulation simulation;
  private final List<RunEvent> journal = new ArrayList<>();
  private final List<RunEvent.Dealt> deals = new ArrayList<>();
  private final Set<String> members = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private final Map<String, Long> recorded = new HashMap<>();
  private final Map<String, RunEvent.WorkerEnded> ended = new HashMap<>();
  private List<Share> first = List.of();

  Invariants(RunSimulation simulation) {
    this.simulation = simulation;
  }

  List<RunEvent> journal() {
    return journal;
  }

  void onHeard(RunProtocol message) {
    if (message instanceof RunProtocol.Ready) {
      ready.add(message.worker());
    }
  }

  void onEffect(RunEffect effect) {
    switch (effect) {
      case RunEffect.Prepare(_, var lanes) -> {
        assertThat(journal).as("opened first").isNotEmpty();
        assertThat(lanes.total()).isEqualTo(RunSimulation.LANES);
      }
      case RunEffect.Probe(var worker, _) ->
          assertThat(ready).as("probed once ready").contains(worker);
      case RunEffect.Start(var worker, _) ->
          assertThat(ready)
              .as("all are ready before anyone starts")
              .contains(worker)
              .containsAll(ids(first));
      case RunEffect.Deal(var worker, var deal, var lanes, var fromNs) -> {
        RunEvent.Dealt kept = deals.get(deal - 1);
        assertThat(fromNs).as("as it is kept").isEqualTo(kept.fromNs());
        assertThat(lanes).isEqualTo(lanesIn(kept.shares(), worker));
      }
      case RunEffect.Fence(var worker) ->
          assertThat(ended).as("fenced once it is lost").containsKey(worker);
      case RunEffect.GoOn(var worker, _) -> assertThat(ended).doesNotContainKey(worker);
      case RunEffect.Acknowledge(var worker, var upTo) ->
          assertThat(upTo).as("kept before acknowledged").isEqualTo(recorded.get(worker));
      case RunEffect.Adopt(var worker, var haveUpTo) ->
          assertThat(haveUpTo).isEqualTo(recorded.getOrDefault(worker, -1L));
      case RunEffect.Keep _,
          RunEffect.GoThrough _,
          RunEffect.Stop _,
          RunEffect.Release _,
          RunEffect.Ignore _,
          RunEffect.Warn _,
          RunEffect.Close _ -> {}
    }
  }

  void onKept(RunEvent event) {
    assertThat(journal.isEmpty() || !(journal.getLast() instanceof RunEvent.Closed))
        .as("nothing follows the end")
        .isTrue();
    switch (event) {
      case RunEvent.Opened _ -> assertThat(journal).isEmpty();
      case RunEvent.Started(_, var shares) -> {
        assertThat(first).as("started once").isEmpty();
        first = shares;
        shares.forEach(this::add);
        assertOneOwnerEach(shares);
      }
      case RunEvent.Dealt dealt -> onDealt(dealt);
      case RunEvent.Reported(var interval) -> {
        assertThat(members).contains(interval.worker());
        RunEvent.WorkerEnded end = ended.get(interval.worker());
        assertThat(end == null || end.end() == WorkerEnd.LOST).isTrue();
        assertThat(interval.sequence())
            .as("each report once and in its turn")
            .isEqualTo(recorded.getOrDefault(interval.worker(), -1L) + 1);
        recorded.put(interval.worker(), interval.sequence());
      }
      case RunEvent.WorkerEnded end -> {
        assertThat(members).contains(end.worker());
        assertThat(ended.put(end.worker(), end)).as("ends once").isNull();
        if (end.end() != WorkerEnd.LOST) {
          assertThat(recorded.getOrDefault(end.worker(), -1L))
              .isEqualTo(simulation.of(end.worker()).lastSequence());
        }
      }
      case RunEvent.WentThrough _ -> {}
      case RunEvent.StopRequested _ ->
          assertThat(journal).noneMatch(RunEvent.StopRequested.class::isInstance);
      case RunEvent.Closed _ -> assertThat(ended.keySet()).isEqualTo(members);
    }
    journal.add(event);
  }

  private void onDealt(RunEvent.Dealt dealt) {
    assertThat(dealt.deal()).isEqualTo(deals.size() + 1);
    assertThat(dealt.fromNs())
        .isBetween(deals.isEmpty() ? 0 : deals.getLast().fromNs(), simulation.plan().durationNs());
    assertOneOwnerEach(dealt.shares());
    for (Share share : dealt.shares()) {
      if (!members.contains(share.worker().id())) {
        add(share);
      }
    }
    deals.add(dealt);
  }

  private void add(Share share) {
    assertThat(members.add(share.worker().id())).isTrue();
    simulation.of(share.worker().id()).checkOffset(share);
  }

  private static void assertOneOwnerEach(List<Share> shares) {
    BitSet owned = new BitSet();
    for (Share share : shares) {
      for (int i = 0; i < share.lanes().size(); i++) {
        assertThat(owned.get(share.lanes().lane(i))).as("one owner").isFalse();
        owned.set(share.lanes().lane(i));
      }
    }
    assertThat(owned.cardinality()).as("an owner for each").isEqualTo(RunSimulation.LANES);
  }

  private static List<String> ids(List<Share> shares) {
    return shares.stream().map(share -> share.worker().id()).toList();
  }

  private static Lanes lanesIn(List<Share> shares, String worker) {
    return shares.stream()
        .filter(share -> share.worker().id().equals(worker))
        .map(Share::lanes)
        .findFirst()
        .orElse(Lanes.of(RunSimulation.LANES));
  }

  /// Every arrival that was due is told of by the one whose it was, once; or that one was lost, or
  /// left nobody behind. What another told of as well, it began since it heard too late that the
  /// lane was not its own any more.
  void atEnd() {
    Map<String, BitSet> told = new HashMap<>();
    for (RunEvent event : journal) {
      if (event instanceof RunEvent.Reported(var interval)) {
        BitSet before = told.computeIfAbsent(interval.worker(), _ -> new BitSet());
        BitSet now = simulation.of(interval.worker()).begunIn(interval.sequence());
        assertThat(before.intersects(now)).as("told of once").isFalse();
        before.or(now);
      }
    }
    if (first.isEmpty()) {
      return;
    }
    Map<String, List<Taken>> shares = new HashMap<>();
    members.forEach(worker -> shares.put(worker, sharesOf(worker)));
    long durationNs = simulation.plan().durationNs();
    for (int arrival = 0; simulation.dueNs(arrival) < durationNs; arrival++) {
      checkAccount(arrival, shares, told);
    }
  }

  private List<Taken> sharesOf(String worker) {
    List<Taken> shares = new ArrayList<>();
    shares.add(new Taken(0, 0, lanesIn(first, worker)));
    for (RunEvent.Dealt dealt : deals) {
      shares.add(new Taken(dealt.deal(), dealt.fromNs(), lanesIn(dealt.shares(), worker)));
    }
    return shares;
  }

  private void checkAccount(
      int arrival, Map<String, List<Taken>> shares, Map<String, BitSet> told) {
    long dueNs = simulation.dueNs(arrival);
    int lane = simulation.laneOf(arrival);
    for (String worker : members) {
      RunEvent.WorkerEnded end = Objects.requireNonNull(ended.get(worker));
      boolean owns = SimulatedWorker.isIn(shares.getOrDefault(worker, List.of()), dueNs, lane);
      boolean tells = told.getOrDefault(worker, new BitSet()).get(arrival);
      if (owns && end.end() == WorkerEnd.FINISHED) {
        assertThat(tells)
            .as("%s tells of arrival %d, due before its end at %d ns", worker, arrival, end.atNs())
            .isEqualTo(dueNs < end.atNs());
      }
    }
  }
}
