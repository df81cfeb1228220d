package dev.spate.coordinator.explain;

import dev.spate.plan.ArrivingLoad;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Instants;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.ReplayLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The load over the time of a plan, cut into slots of equal length. A slot has the highest load
/// within it, so that no peak is lost, however short.
///
/// @param slotNs how long each is
/// @param arrivalsPerSecond of the open phases, slot by slot; empty where there is none
/// @param users of the closed phases, slot by slot; empty where there is none
public record LoadShape(double slotNs, List<Double> arrivalsPerSecond, List<Double> users) {
  public LoadShape {
    arrivalsPerSecond = List.copyOf(arrivalsPerSecond);
    users = List.copyOf(users);
  }

  /// @param slots how many, at least 1
  /// @throws IllegalArgumentException below 1
  public static LoadShape of(Plan plan, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("a shape has at least one slot, not " + slots);
    }
    double slotNs = (double) plan.durationNs() / slots;
    return new LoadShape(
        slotNs,
        peaks(plan, slots, slotNs, ArrivingLoad.class),
        peaks(plan, slots, slotNs, ClosedLoad.class));
  }

  /// The load between two instants is linear, but for those where phases begin or end: the highest
  /// value stands at one of these, or at the slot's own ends.
  private static List<Double> peaks(
      Plan plan, int slots, double slotNs, Class<? extends Load> kind) {
    List<Stretch> stretches = Stretch.of(plan, kind);
    List<Double> peaks = new ArrayList<>();
    for (int slot = 0; slot < slots && !stretches.isEmpty(); slot++) {
      double from = slot * slotNs;
      double to = from + slotNs;
      double peak = Math.max(behind(stretches, from), before(stretches, to));
      for (Stretch stretch : stretches) {
        for (double edge : new double[] {stretch.beginsNs, stretch.endsNs}) {
          if (edge > from && edge < to) {
            peak = Math.max(peak, Math.max(behind(stretches, edge), before(stretches, edge)));
          }
        }
      }
      peaks.add(peak);
    }
    return peaks;
  }

  /// The load right after an instant.
  private static double behind(List<Stretch> stretches, double at) {
    return sum(stretches, s -> s.beginsNs <= at && at < s.endsNs ? s.load(at) : 0);
  }

  /// The load right before an instant.
  private static double before(List<Stretch> stretches, double at) {
    return sum(stretches, s -> s.beginsNs < at && at <= s.endsNs ? s.load(at) : 0);
  }

  private static double sum(List<Stretch> stretches, ToDoubleFunction<Stretch> load) {
    return stretches.stream().mapToDouble(load).sum();
  }

  /// A load that changes evenly between two instants.
  private record Stretch(double beginsNs, double endsNs, double from, double to) {
    static List<Stretch> of(Plan plan, Class<? extends Load> kind) {
      List<Stretch> stretches = new ArrayList<>();
      for (int index = 0; index < plan.phases().size(); index++) {
        Phase phase = plan.phases().get(index);
        if (kind.isInstance(phase.load())) {
          stretches.addAll(of(phase, (double) plan.beginsNs(index)));
        }
      }
      return stretches;
    }

    private static List<Stretch> of(Phase phase, double beginsNs) {
      double endsNs = beginsNs + phase.durationNs();
      return switch (phase.load()) {
        case OpenLoad open ->
            List.of(new Stretch(beginsNs, endsNs, open.from().perSecond(), open.to().perSecond()));
        case ReplayLoad(Instants instants) ->
            parts(beginsNs, ReplayRate.of(instants, phase.durationNs()));
        case ClosedLoad closed ->
            List.of(new Stretch(beginsNs, endsNs, closed.users(), closed.rampTo()));
      };
    }

    private static List<Stretch> parts(double beginsNs, ReplayRate rate) {
      List<Stretch> parts = new ArrayList<>();
      for (int part = 0; part < rate.perSecond().size(); part++) {
        double from = beginsNs + part * rate.partNs();
        double load = rate.perSecond().get(part);
        parts.add(new Stretch(from, from + rate.partNs(), load, load));
      }
      return parts;
    }

    double load(double at) {
      return from + (to - from) * (at - beginsNs) / (endsNs - beginsNs);
    }
  }
}
