package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.plan.Assignment;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// From the choice of workers to the order to start: every one has its lanes, is ready, and its
/// clocks are known. The part of [RunMachine] before arrival 0, and as pure.
final class Preparation {
  private final Plan plan;
  private final RunLimits limits;
  private final Acquaintance acquaintance;

  Preparation(Plan plan, RunLimits limits, Acquaintance acquaintance) {
    this.plan = plan;
    this.limits = limits;
    this.acquaintance = acquaintance;
  }

  /// Deals the lanes, and tells every worker.
  ///
  /// @param spare the workers that are there as well
  Step begin(
      List<WorkerDescription> chosen,
      SortedMap<String, WorkerDescription> spare,
      List<RunEffect> before,
      Moment now) {
    Assignment assignment =
        Assignment.deal(plan.lanes(), chosen.stream().map(WorkerDescription::weight).toList());
    List<RunEffect> effects = new ArrayList<>(before);
    SortedMap<String, Recruit> recruits = new TreeMap<>();
    for (int i = 0; i < chosen.size(); i++) {
      WorkerDescription worker = chosen.get(i);
      Recruit recruit =
          Recruit.of(worker, assignment.parts().get(i), acquaintance.needed(worker.clock()), now);
      recruits.put(worker.id(), recruit);
      effects.add(new RunEffect.Prepare(worker.id(), recruit.lanes()));
    }
    long nowNs = now.monotonicNs();
    return new Step(
        new RunState.Preparing(
            nowNs + limits.prepareNs(),
            nowNs + limits.retryNs(),
            ById.of(recruits),
            spare,
            !plan.once().has(Once.Part.BEFORE)),
        effects);
  }

  Step on(RunState.Preparing preparing, RunInput input, Moment now) {
    return switch (input) {
      case RunInput.Appeared(var worker) -> onAppeared(preparing, worker);
      case RunInput.Returned _ -> Step.to(preparing);
      case RunInput.Departed(var worker, var incarnation) ->
          onDeparted(preparing, worker, incarnation, now);
      case RunInput.Heard(var message) -> onHeard(preparing, message, now);
      case RunInput.StopAsked() ->
          close(preparing, Ending.STOPPED, "stopped before it started", now);
      case RunInput.Crossed _ -> Step.to(preparing);
      case RunInput.Ticked() -> onTick(preparing, now);
    };
  }

  private static Step onAppeared(RunState.Preparing preparing, WorkerDescription worker) {
    if (preparing.recruits().contains(worker.id())) {
      return Step.to(preparing);
    }
    SortedMap<String, WorkerDescription> spare = new TreeMap<>(preparing.spare());
    spare.put(worker.id(), worker);
    return Step.to(preparing.withSpare(spare));
  }

  private static Step onDeparted(
      RunState.Preparing preparing, String worker, long incarnation, Moment now) {
    Recruit recruit = preparing.recruits().get(worker);
    if (recruit != null && recruit.worker().incarnation() == incarnation) {
      return abandon(preparing, worker + " was lost before the start", now);
    }
    SortedMap<String, WorkerDescription> spare = new TreeMap<>(preparing.spare());
    spare.values().removeIf(w -> w.id().equals(worker) && w.incarnation() == incarnation);
    return Step.to(preparing.withSpare(spare));
  }

  private Step onHeard(RunState.Preparing preparing, RunProtocol message, Moment now) {
    Recruit recruit = preparing.recruits().get(message.worker());
    if (recruit == null) {
      return RunMachine.ignored(preparing, message, "the worker has no part in the run");
    }
    return switch (message) {
      case RunProtocol.Ready ready ->
          startWhenKnown(preparing, acquaintance.onReady(recruit, ready, now), now);
      case RunProtocol.ProbeReply reply ->
          startWhenKnown(preparing, acquaintance.onProbeReply(recruit, reply, now), now);
      case RunProtocol.Refused(_, var worker, var reason) ->
          close(preparing, Ending.REFUSED, worker + " refused: " + reason, now);
      case RunProtocol.Failed(_, var worker, var reason) ->
          abandon(preparing, worker + " failed: " + reason, now);
      case RunProtocol.Leaving(_, var worker) ->
          abandon(preparing, worker + " was asked to end before the start", now);
      case RunProtocol.Reported _,
          RunProtocol.Finished _,
          RunProtocol.Dealt _,
          RunProtocol.Woken _,
          RunProtocol.Adopted _,
          RunProtocol.Kept _,
          RunProtocol.PlanTold _,
          RunProtocol.WentThrough _ ->
          RunMachine.ignored(preparing, message, "the run has not started");
    };
  }

  private Step startWhenKnown(
      RunState.Preparing preparing, Acquaintance.Progress progress, Moment now) {
    RunState.Preparing changed = preparing.with(progress.recruit());
    return changed.recruits().stream().allMatch(acquaintance::isKnown)
        ? begin(changed, now)
        : new Step(changed, progress.effects());
  }

  private Step begin(RunState.Preparing ready, Moment now) {
    return ready.begun() ? start(ready, now) : Beforehand.begin(ready, limits, now);
  }

  /// What happens once before the traffic has happened. It may have taken a minute, so the clocks
  /// are asked anew.
  ///
  /// @param before what is to be done before it
  Step goOn(RunState.Preparing preparing, List<RunEffect> before, Moment now) {
    long nowNs = now.monotonicNs();
    RunState.Preparing changed =
        new RunState.Preparing(
            nowNs + limits.prepareNs(),
            nowNs + limits.retryNs(),
            preparing.recruits(),
            preparing.spare(),
            true);
    List<RunEffect> effects = new ArrayList<>(before);
    for (Recruit recruit : preparing.recruits().sorted().values()) {
      Acquaintance.Progress asked = acquaintance.askOn(recruit.with(recruit.probes().anew()), now);
      changed = changed.with(asked.recruit());
      effects.addAll(asked.effects());
    }
    if (!changed.recruits().stream().allMatch(acquaintance::isKnown)) {
      return new Step(changed, effects);
    }
    Step started = start(changed, now);
    effects.addAll(started.effects());
    return new Step(started.state(), effects);
  }

  private Step onTick(RunState.Preparing preparing, Moment now) {
    if (now.monotonicNs() >= preparing.deadlineNs()) {
      return abandon(preparing, "not ready in time: " + unready(preparing), now);
    }
    if (now.monotonicNs() < preparing.retryAtNs()) {
      return Step.to(preparing);
    }
    RunState.Preparing changed = preparing.retryingAt(now.monotonicNs() + limits.retryNs());
    List<RunEffect> effects = new ArrayList<>();
    for (Recruit recruit : preparing.recruits().sorted().values()) {
      if (!acquaintance.isKnown(recruit)) {
        Acquaintance.Progress again = acquaintance.repeat(recruit, now);
        changed = changed.with(again.recruit());
        effects.addAll(again.effects());
      }
    }
    return new Step(changed, effects);
  }

  private String unready(RunState.Preparing preparing) {
    return preparing.recruits().sorted().values().stream()
        .filter(recruit -> !acquaintance.isKnown(recruit))
        .map(recruit -> recruit.worker().id())
        .limit(10)
        .collect(Collectors.joining(", "));
  }

  /// Says to each worker, on its own clock, when arrival 0 is due: far enough ahead that the order
  /// reaches the slowest of them.
  private Step start(RunState.Preparing preparing, Moment now) {
    Collection<Recruit> recruits = preparing.recruits().sorted().values();
    long slowestNs = recruits.stream().mapToLong(r -> r.clock().roundTripNs()).max().orElse(0);
    long startNs = now.monotonicNs() + limits.leadNs() + 2 * slowestNs;
    List<RunEvent.Share> shares = new ArrayList<>();
    List<RunEffect> starts = new ArrayList<>();
    Map<String, Member> members = new HashMap<>();
    for (Recruit recruit : recruits) {
      Member member = recruit.member(startNs, 0, startNs);
      shares.add(member.share());
      starts.add(new RunEffect.Start(member.id(), member.startAtNanos()));
      members.put(member.id(), member);
    }
    List<RunEffect> effects = new ArrayList<>();
    effects.add(new RunEffect.Keep(new RunEvent.Started(now.wallAt(startNs), shares)));
    effects.addAll(starts);
    return new Step(new RunState.Running(crew(startNs, members, preparing, now)), effects);
  }

  private Crew crew(
      long startNs, Map<String, Member> members, RunState.Preparing preparing, Moment now) {
    return new Crew(
        startNs,
        Crew.places(plan, members.size()),
        ById.of(members),
        new TreeMap<>(),
        preparing.spare(),
        new TreeMap<>(),
        List.of(),
        0,
        Crew.Timers.from(now.monotonicNs(), limits.retryNs()));
  }

  private static Step abandon(RunState.Preparing preparing, String detail, Moment now) {
    return close(preparing, Ending.NOT_STARTED, detail, now);
  }

  private static Step close(
      RunState.Preparing preparing, Ending ending, String detail, Moment now) {
    return Step.close(List.of(), preparing.recruits().sorted().keySet(), ending, detail, now);
  }
}
