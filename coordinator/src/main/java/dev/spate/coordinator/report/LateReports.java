package dev.spate.coordinator.report;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.report.Roster.Sender;
import dev.spate.measure.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What lost workers reported when they were back: a pass over the events finds it, so that a
/// second one can count it where it belongs, before the loss.
///
/// At most [#MOST] reports are kept, the first ones of the journal; what came later counts nowhere,
/// its arrivals stay lost, and the report says how many reports that were.
final class LateReports {
  /// In all: an hour of one worker, or a minute of 68.
  static final int MOST = 4_096;

  /// Nobody came back, or nobody looked.
  static final LateReports NONE = new LateReports(MOST);

  private final int most;
  private final Map<String, Sender> latest = new HashMap<>();
  private final Map<Sender, Returned> returned = new LinkedHashMap<>();
  private long heardNs;
  private int kept;

  private LateReports(int most) {
    this.most = most;
  }

  /// What one worker said after its loss.
  private static final class Returned {
    private final List<Interval> reports = new ArrayList<>();
    private long atNs = -1;
  }

  /// Goes through the events once.
  static LateReports of(Consumer<Consumer<RunEvent>> events) {
    return of(events, MOST);
  }

  static LateReports of(Consumer<Consumer<RunEvent>> events, int most) {
    LateReports late = new LateReports(most);
    events.accept(late::onEvent);
    return late;
  }

  private void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.Started started -> started.shares().forEach(this::onShare);
      case RunEvent.Dealt dealt -> dealt.shares().forEach(this::onShare);
      case RunEvent.WorkerEnded ended -> onWorkerEnded(ended);
      case RunEvent.Reported(var interval) -> onReported(interval);
      case RunEvent.Opened _,
          RunEvent.WentThrough _,
          RunEvent.StopRequested _,
          RunEvent.Closed _ -> {}
    }
  }

  private void onShare(Share share) {
    latest.put(share.worker().id(), Sender.of(share));
  }

  private void onWorkerEnded(RunEvent.WorkerEnded ended) {
    Sender sender = latest.get(ended.worker());
    if (ended.end() == WorkerEnd.LOST && sender != null) {
      returned.putIfAbsent(sender, new Returned());
    }
  }

  private void onReported(Interval interval) {
    Returned back = returned.get(Sender.of(interval));
    if (back == null) {
      heardNs = Math.max(heardNs, interval.untilNs());
      return;
    }
    if (back.atNs < 0) {
      back.atNs = heardNs;
    }
    if (kept < most) {
      back.reports.add(interval);
      kept++;
    }
  }

  /// The reports of a lost worker that came after its loss, in the order in which they came.
  List<Interval> of(WorkerFold worker) {
    Returned back = returned.get(Sender.of(worker.share()));
    return back == null ? List.of() : back.reports;
  }

  /// Until when the others had reported as the first of them came, in nanoseconds since arrival 0;
  /// −1 where none did.
  long returnedNs(WorkerFold worker) {
    Returned back = returned.get(Sender.of(worker.share()));
    return back == null ? -1 : back.atNs;
  }
}
