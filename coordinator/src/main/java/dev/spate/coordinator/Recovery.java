package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import dev.spate.measure.Interval;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the journal of a run says of its workers, for a coordinator that takes the run over. Takes
/// the events one by one, since there may be more of them than fit in memory.
final class Recovery {
  private final Map<String, Member> members = new HashMap<>();
  private final List<RunEvent.Dealt> deals = new ArrayList<>();
  private RunEvent.@Nullable Started started;
  private RunEvent.@Nullable Closed closed;
  private boolean stopped;

  /// Whether what happens once after the traffic is done.
  private boolean after;

  /// Until when anybody reported, since arrival 0.
  private long reportedNs;

  void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Opened _ -> {}
      case RunEvent.Started starting -> {
        started = starting;
        starting.shares().forEach(this::add);
      }
      case RunEvent.Dealt dealt -> onDealt(dealt);
      case RunEvent.WentThrough went -> after |= went.part() == Once.Part.AFTER;
      case RunEvent.Reported(var interval) -> onReported(interval);
      case RunEvent.WorkerEnded ended -> onEnded(ended);
      case RunEvent.StopRequested _ -> stopped = true;
      case RunEvent.Closed closing -> closed = closing;
    }
  }

  private void add(RunEvent.Share share) {
    members.put(
        share.worker().id(),
        new Member(
            share, 0, Contact.awaited(0), Account.from(deals.size()), Member.State.WORKING, ""));
  }

  private void onDealt(RunEvent.Dealt dealt) {
    Map<String, RunEvent.Share> shares = new HashMap<>();
    dealt.shares().forEach(share -> shares.put(share.worker().id(), share));
    for (RunEvent.Share share : dealt.shares()) {
      if (!members.containsKey(share.worker().id())) {
        add(share);
      }
    }
    deals.add(dealt);
    members.replaceAll((id, member) -> {
      RunEvent.Share share = shares.get(id);
      return member.with(share == null ? Lanes.of(member.lanes().total()) : share.lanes());
    });
  }

  private void onReported(Interval interval) {
    reportedNs = Math.max(reportedNs, interval.untilNs());
    Member member = members.get(interval.worker());
    if (member != null && interval.sequence() >= member.account().inbox().next()) {
      members.put(
          member.id(),
          member.with(
              member
                  .account()
                  .with(
                      new Inbox.Accepted(
                          new Inbox(interval.sequence() + 1, new TreeMap<>()),
                          List.of(interval)))));
    }
  }

  private void onEnded(RunEvent.WorkerEnded ended) {
    Member member = members.get(ended.worker());
    if (member != null) {
      Member.State state =
          switch (ended.end()) {
            case FINISHED -> Member.State.FINISHED;
            case LEFT -> Member.State.LEFT;
            case LOST -> Member.State.LOST;
          };
      members.put(member.id(), member.ended(state, ended.why()));
    }
  }

  /// Where the run was left: closed already, never started, or with workers that are to come back.
  Step resume(Execution execution, RunLimits limits, Plan plan, Moment now) {
    if (closed != null) {
      return Step.to(new RunState.Closed(closed.ending(), closed.detail()), new RunEffect.Close());
    }
    if (started == null) {
      String detail = "the coordinator ended before the run started";
      return Step.close(List.of(), List.of(), Ending.NOT_STARTED, detail, now);
    }
    if (after) {
      Ending ending = stopped ? Ending.STOPPED : Ending.COMPLETED;
      return Step.close(List.of(), members.keySet(), ending, "", now);
    }
    return execution.resume(crew(started, limits, plan, now), stopped, now);
  }

  private Crew crew(RunEvent.Started starting, RunLimits limits, Plan plan, Moment now) {
    long backByNs = now.monotonicNs() + plan.workers().orphanGraceNs();
    Map<String, Member> awaited = new HashMap<>();
    members.forEach((id, member) -> awaited.put(id, member.with(Contact.awaited(backByNs))));
    return new Crew(
        startNs(starting, now),
        Crew.places(plan, starting.shares().size()),
        ById.of(awaited),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        deals,
        deals.size(),
        Crew.Timers.from(now.monotonicNs(), limits.retryNs())
            .patientUntil(backByNs + limits.silenceNs()));
  }

  /// When arrival 0 was due by the wall clock, until a worker says it. What was reported happened,
  /// however that clock was set since.
  private long startNs(RunEvent.Started starting, Moment now) {
    return Math.min(now.at(starting.at()), now.monotonicNs() - reportedNs);
  }
}
