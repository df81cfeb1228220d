package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/// Brings the orders of a run to its workers: knows where each of them is, which are busy with the
/// run, and the epoch under which they obey. What belongs to no step of the run, it repeats itself:
/// the charter, and the question for the whole plan.
final class Commander {
  private final String run;
  private final boolean inherited;
  private final ActorRef<RunProtocol> ear;
  private final CharterPost charter = new CharterPost();
  private final WholePlan plan;
  private final Map<String, Fleet.Worker> workers = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private long epoch;

  /// @param ear where the workers are to answer
  Commander(RunOrder order, ActorRef<RunProtocol> ear) {
    RunEvent.Opened opened = order.opened();
    this.run = opened.run();
    this.inherited = order.resumed();
    this.ear = ear;
    this.plan =
        order.resumed() ? WholePlan.recorded(opened.plan()) : WholePlan.known(opened.plan());
    this.epoch = order.epoch();
  }

  /// Those that are busy with the run, by id.
  Set<String> busy() {
    return busy;
  }

  /// Orders for one that has a part go to that one, and not to a namesake.
  void onCame(Fleet.Worker worker) {
    String id = worker.description().id();
    Fleet.Worker namesake = workers.get(id);
    if (namesake == null || namesake.is(worker) || !busy.contains(id)) {
      workers.put(id, worker);
    }
    riseAbove(worker);
  }

  /// Commands are above those of any coordinator before this one, whose wall clock may have been
  /// ahead. A worker that obeyed this one already, and now obeys more, has found a successor, and
  /// so has one that works for another.
  private void riseAbove(Fleet.Worker worker) {
    boolean idle = worker.run().isEmpty();
    boolean returned = inherited && worker.run().equals(run);
    if ((idle || returned) && !busy.contains(worker.description().id())) {
      epoch = Math.max(epoch, worker.epoch() + 1);
    }
  }

  /// An event that is kept belongs to the charter, unless it is a report.
  ///
  /// @param event without secrets
  void onKept(RunEvent event) {
    charter.add(event);
  }

  /// A worker has so much of the charter.
  void onCharterKept(RunProtocol.Kept kept) {
    if (charter.onKept(kept.worker(), kept.records())) {
      post(kept.worker());
    }
  }

  /// Tells those busy what is new in the charter who have all that was told before.
  void postCharter() {
    charter.free(busy).forEach(this::post);
  }

  /// Tells everyone busy what they lack of the charter, once more where they were told already.
  void repeatCharter() {
    charter.lacking(busy).forEach(this::post);
  }

  private void post(String worker) {
    CharterPost.Page page = charter.next(worker);
    tell(worker, new WorkerProtocol.Keep(run, epoch, page.first(), page.records(), ear));
  }

  /// @return whether that is the plan of the run
  boolean onPlanTold(RunProtocol.PlanTold told) {
    return told.run().equals(run) && plan.onTold(told.plan(), told.values());
  }

  /// What happens before the traffic has happened, or something else that changes nothing here.
  void onWentThrough(RunProtocol.WentThrough went) {
    if (went.run().equals(run)
        && went.part() == Once.Part.BEFORE
        && went.problem().isEmpty()
        && busy.contains(went.worker())) {
      plan.onWentThrough(went.values());
    }
  }

  void give(RunEffect.Order order) {
    switch (order) {
      case RunEffect.Prepare(var worker, var lanes) -> prepare(worker, lanes);
      case RunEffect.Probe(var worker, var number) ->
          tell(worker, new WorkerProtocol.Probe(run, number, ear));
      case RunEffect.GoThrough(var worker, var part) ->
          tell(worker, new WorkerProtocol.GoThrough(run, epoch, part, ear));
      case RunEffect.Start(var worker, var atNanos) -> start(worker, atNanos);
      case RunEffect.Stop(var worker) -> tell(worker, new WorkerProtocol.Stop(run, epoch));
      case RunEffect.Deal(var worker, var deal, var lanes, var fromNs) ->
          tell(worker, new WorkerProtocol.Deal(run, epoch, deal, lanes, fromNs));
      case RunEffect.Fence(var worker) -> tell(worker, new WorkerProtocol.Fence(run, epoch));
      case RunEffect.GoOn(var worker, var askedNanos) ->
          tell(worker, new WorkerProtocol.GoOn(run, epoch, askedNanos));
      case RunEffect.Adopt(var worker, var haveUpTo) -> {
        busy.add(worker);
        tell(worker, new WorkerProtocol.Adopt(run, epoch, haveUpTo, ear));
      }
      case RunEffect.Acknowledge(var worker, var upTo) ->
          tell(worker, new WorkerProtocol.Acknowledge(run, epoch, upTo));
      case RunEffect.Release(var worker) -> release(worker);
    }
  }

  /// Where the plan is still to be asked for, the order is repeated until it is there.
  private void prepare(String worker, Lanes lanes) {
    busy.add(worker);
    Plan whole = plan.value();
    if (whole != null) {
      tell(worker, new WorkerProtocol.Prepare(run, epoch, whole, lanes, ear));
    } else {
      ask();
    }
  }

  /// Likewise where it is still to be asked for with what the virtual users begin.
  private void start(String worker, long atNanos) {
    SharedValues shared = plan.shared();
    if (shared != null) {
      tell(worker, new WorkerProtocol.Start(run, epoch, atNanos, shared));
    } else {
      ask();
    }
  }

  private void ask() {
    plan.nextToAsk(heirs()).ifPresent(heir -> tell(heir, new WorkerProtocol.TellPlan(run, ear)));
  }

  /// Those that had a part in the run when this coordinator took it over, by id.
  private List<String> heirs() {
    return busy.stream()
        .filter(id -> workers.containsKey(id) && workers.get(id).run().equals(run))
        .sorted()
        .toList();
  }

  private void release(String worker) {
    busy.remove(worker);
    tell(worker, new WorkerProtocol.Release(run, epoch));
  }

  /// Load that nobody measures is not sent.
  void releaseAll() {
    List.copyOf(busy).forEach(this::release);
  }

  /// Nobody is busy any more: all were released.
  void onClosed() {
    busy.clear();
  }

  /// A worker of an earlier coordinator that did not come back cannot be told anything.
  private void tell(String worker, WorkerProtocol message) {
    Fleet.Worker known = workers.get(worker);
    if (known != null) {
      known.ref().tell(message);
    }
  }
}
