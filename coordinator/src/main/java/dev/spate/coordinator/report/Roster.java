package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.measure.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who has or had a part in the run. A process that is started anew under an old name is another
/// worker.
final class Roster {
  private final List<WorkerFold> all = new ArrayList<>();
  private final Map<String, WorkerFold> latest = new HashMap<>();

  /// How many reports came of those that wait for their first lanes.
  private final Map<Sender, Long> waiting = new HashMap<>();

  /// A process, by the name of its worker.
  record Sender(String worker, long incarnation) {
    static Sender of(Interval interval) {
      return new Sender(interval.worker(), interval.incarnation());
    }

    static Sender of(Share share) {
      return new Sender(share.worker().id(), share.worker().incarnation());
    }
  }

  /// All of them, in the order in which they came.
  Collection<WorkerFold> all() {
    return Collections.unmodifiableList(all);
  }

  /// A worker gets its first lanes.
  WorkerFold add(Share share, long fromNs) {
    Long reports = waiting.remove(Sender.of(share));
    WorkerFold worker = new WorkerFold(share, fromNs, reports == null ? 0 : reports);
    all.add(worker);
    latest.put(worker.id(), worker);
    return worker;
  }

  /// The worker of a share, where it is there already.
  @Nullable WorkerFold find(Share share) {
    return find(Sender.of(share));
  }

  /// The worker that made a report, where it has or had a part.
  @Nullable WorkerFold find(Interval interval) {
    return find(Sender.of(interval));
  }

  private @Nullable WorkerFold find(Sender sender) {
    WorkerFold worker = latest.get(sender.worker());
    if (worker != null && worker.incarnation() == sender.incarnation()) {
      return worker;
    }
    return all.stream()
        .filter(past -> Sender.of(past.share()).equals(sender))
        .findFirst()
        .orElse(null);
  }

  /// The last one of a name.
  @Nullable WorkerFold latest(String id) {
    return latest.get(id);
  }

  /// A report of nobody who has a part. One that has joined and waits for its lanes says that it is
  /// there, and no more; anything else goes to nobody's account.
  void onStranger(Interval interval) {
    WorkerFold namesake = latest.get(interval.worker());
    if (interval.arrivals().isEmpty()
        && interval.requests().isEmpty()
        && interval.groups().isEmpty()) {
      waiting.merge(Sender.of(interval), interval.sequence() + 1, Math::max);
    } else if (namesake != null) {
      namesake.onUnheard();
    }
  }
}
