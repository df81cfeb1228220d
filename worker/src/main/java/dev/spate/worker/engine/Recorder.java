package dev.spate.worker.engine;

import dev.spate.measure.Interval;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.util.Arrays;

/// Counts and times what one loop does, keyed by phase, request or group, and slot. Plain fields
/// and plain histograms: everything belongs to the loop's thread until [#cut] hands it over.
final class Recorder implements Requester.Connections {
  private final CellPool pool;
  private final RequestSeries[][] requests;
  private final RequestSeries[][] groups;
  private final ArrivalSeries[] arrivals;
  private final FirstFailures failures;
  private long startNs;
  private Cut current;

  Recorder(CellPool pool, Plan plan) {
    this.pool = pool;
    this.failures = new FirstFailures(plan);
    int phases = plan.phases().size();
    this.current = pool.cut();
    this.requests = series(phases, plan.requestNames().size(), false);
    this.groups = series(phases, plan.groupNames().size(), true);
    this.arrivals = new ArrivalSeries[phases];
    for (int phase = 0; phase < phases; phase++) {
      arrivals[phase] = new ArrivalSeries(phase);
    }
  }

  private RequestSeries[][] series(int phases, int names, boolean ofGroups) {
    RequestSeries[][] series = new RequestSeries[phases][names];
    for (int phase = 0; phase < phases; phase++) {
      for (int name = 0; name < names; name++) {
        series[phase][name] = new RequestSeries(phase, name, ofGroups);
      }
    }
    return series;
  }

  /// @param startNs when arrival 0 is due, on the loop's clock
  void startAt(long startNs) {
    this.startNs = startNs;
  }

  /// The cell of requests of a phase and name whose intended start was in a slot.
  RequestCell request(int phase, int name, int slot) {
    return requests[phase][name].at(slot);
  }

  /// The cell of groups of a phase and name that began in a slot.
  RequestCell group(int phase, int name, int slot) {
    return groups[phase][name].at(slot);
  }

  /// The cell of arrivals of a phase due in a slot.
  ArrivalCell arrival(int phase, int slot) {
    return arrivals[phase].at(slot);
  }

  /// @param ns actual minus intended start
  void onLag(long ns) {
    current.scheduleLag().record(Math.max(0, ns));
  }

  @Override
  public void onConnected(long ns) {
    current.connectTime().record(Math.max(0, ns));
  }

  @Override
  public void onSecured(long ns) {
    current.tlsTime().record(Math.max(0, ns));
  }

  @Override
  public void onFailedAnswer(
      int request, Outcome outcome, int status, long nowNs, byte[] bytes, int length) {
    if (current.failures().size() < Interval.MAX_SAMPLES && failures.take(request, outcome)) {
      long atNs = Math.max(0, nowNs - startNs);
      byte[] own = Arrays.copyOf(bytes, length);
      current.failures().add(new FailedAnswer(failures.name(request), outcome, status, atNs, own));
    }
  }

  /// Hands over all that was counted since the last cut.
  Cut cut(long untilNs, Cut.State state) {
    Cut cut = current;
    cut.close(untilNs, state);
    clear(requests);
    clear(groups);
    for (ArrivalSeries series : arrivals) {
      series.clear();
    }
    current = pool.cut();
    return cut;
  }

  private static void clear(RequestSeries[][] all) {
    for (RequestSeries[] ofPhase : all) {
      for (RequestSeries series : ofPhase) {
        series.clear();
      }
    }
  }

  private final class RequestSeries extends SlotSeries<RequestCell> {
    private final int phase;
    private final int name;
    private final boolean ofGroups;

    RequestSeries(int phase, int name, boolean ofGroups) {
      this.phase = phase;
      this.name = name;
      this.ofGroups = ofGroups;
    }

    @Override
    int slotOf(RequestCell cell) {
      return cell.slot();
    }

    @Override
    RequestCell open(int slot) {
      RequestCell cell = pool.requestCell(phase, name, slot);
      (ofGroups ? current.groups() : current.requests()).add(cell);
      return cell;
    }
  }

  private final class ArrivalSeries extends SlotSeries<ArrivalCell> {
    private final int phase;

    ArrivalSeries(int phase) {
      this.phase = phase;
    }

    @Override
    int slotOf(ArrivalCell cell) {
      return cell.slot();
    }

    @Override
    ArrivalCell open(int slot) {
      ArrivalCell cell = pool.arrivalCell(phase, slot);
      current.arrivals().add(cell);
      return cell;
    }
  }
}
