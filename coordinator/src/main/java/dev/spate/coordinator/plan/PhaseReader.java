package dev.spate.coordinator.plan;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Instants;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Rate;
import dev.spate.plan.ReplayLoad;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads an entry of `phases`: one phase, or several, where it has steps or is a spike. These are
/// called after it, and have what else it says.
final class PhaseReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
              "name",
              "startAt",
              "duration",
              "arrivalRate",
              "users",
              "rampTo",
              "steps",
              "spike",
              "replay",
              "arrivals",
              "pacing",
              "scenarios",
              "warmup",
              "maxVUs",
              "onLimit")
          .later("pause", "iterations");

  private static final Fields.Keys STEP =
      Fields.Keys.of("duration", "arrivalRate", "users", "rampTo");

  private static final Fields.Keys SPIKE = Fields.Keys.of("from", "to", "rise", "hold", "fall");

  private static final String[] OF_ONE_LOAD = {"duration", "arrivalRate", "users", "rampTo"};

  private final Value value;
  private final Fields fields;
  private final String name;
  private final boolean warmup;
  private final Collection<String> known;
  private final ReplayReader replays;
  private final List<Phase> phases = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private List<String> scenarios = List.of();
  private long startNs = Phase.FOLLOWS;

  /// @param known the names of the plan's scenarios; empty where they cannot be known
  PhaseReader(Value value, int index, Collection<String> known, ReplayReader replays) {
    this.value = value;
    this.fields = Fields.of(value, KEYS);
    this.name = fields.find("name").flatMap(Value::name).orElse("phase-" + (index + 1));
    this.warmup = fields.find("warmup").flatMap(Value::flag).orElse(false);
    this.known = known;
    this.replays = replays;
  }

  boolean warmup() {
    return warmup;
  }

  /// Where a problem with its beginning is reported.
  Value startAt() {
    return fields.find("startAt").orElse(value);
  }

  /// Where a problem with its name is reported.
  Value nameAt() {
    return fields.find("name").orElse(value);
  }

  /// The names of what was read, and of what had problems.
  List<String> names() {
    return names;
  }

  List<Phase> read() {
    scenarios = fields.find("scenarios").map(this::scenarios).orElse(List.of());
    startNs =
        fields
            .find("startAt")
            .flatMap(time -> Durations.read(time, 0, LoadReader.MOST_NS))
            .orElse(Phase.FOLLOWS);
    if (fields.has("replay")) {
      fields.refuse(
          "a replay says its own load", "arrivalRate", "users", "rampTo", "steps", "spike");
      fields.refuse("a replay's arrivals come as they are recorded", "arrivals", "pacing");
      replay(fields.find("replay").orElseThrow());
    } else if (fields.has("steps")) {
      fields.refuse("belongs to each of the steps", OF_ONE_LOAD);
      fields.refuse("a phase has steps or is a spike, not both", "spike");
      steps(fields.find("steps").orElseThrow());
    } else if (fields.has("spike")) {
      fields.refuse("a spike says its own load", OF_ONE_LOAD);
      fields.refuse("belongs to users; a spike is of arrivals", "pacing");
      spike(fields.find("spike").orElseThrow());
    } else {
      add(name, new LoadReader(value, fields, fields));
    }
    return phases;
  }

  /// It lasts until the next whole second after its last arrival, or as long as it says.
  private void replay(Value mapping) {
    names.add(name);
    Optional<Long> durationNs =
        fields.has("duration")
            ? new LoadReader(value, fields, fields).durationNs()
            : Optional.of(Long.MAX_VALUE);
    Optional<Instants> instants = replays.read(mapping);
    if (durationNs.isPresent() && instants.isPresent()) {
      Instants within = instants.get().before(durationNs.get());
      long wholeNs = (within.lastNs() / Durations.SECOND_NS + 1) * Durations.SECOND_NS;
      add(
          name,
          fields.has("duration") ? durationNs.get() : wholeNs,
          new ReplayLoad(within),
          mapping);
    }
  }

  private void add(String called, LoadReader reader) {
    names.add(called);
    Optional<Long> durationNs = reader.durationNs();
    Optional<Load> load = reader.load();
    if (durationNs.isPresent() && load.isPresent()) {
      add(called, durationNs.get(), load.get(), reader.at());
    }
  }

  private void add(String called, long durationNs, Load load, Value at) {
    Phase.OnLimit onLimit =
        fields.find("onLimit").map(PhaseReader::onLimit).orElse(Phase.OnLimit.WAIT);
    int maxVUs =
        fields
            .find("maxVUs")
            .flatMap(found -> found.wholeInt(1, Phase.MAX_VUS))
            .orElse(Phase.DEFAULT_MAX_VUS);
    int limit = load instanceof ClosedLoad closed ? closed.mostUsers() : maxVUs;
    try {
      long begins = phases.isEmpty() ? startNs : Phase.FOLLOWS;
      phases.add(new Phase(called, durationNs, load, warmup, limit, onLimit, scenarios, begins));
    } catch (IllegalArgumentException | ArithmeticException e) {
      at.problem(String.valueOf(e.getMessage()), "fewer digits in the rates or the duration");
    }
  }

  private void steps(Value list) {
    String first = "";
    for (Value item : list.items("steps", 100)) {
      Fields step = Fields.of(item, STEP);
      String kind = step.has("users") ? "users" : step.has("arrivalRate") ? "arrivalRate" : first;
      if (!first.isEmpty() && !kind.equals(first)) {
        step.refuse("the steps of a phase have one kind of load; the first has " + first, kind);
      }
      first = first.isEmpty() ? kind : first;
      add(name + "-" + (names.size() + 1), new LoadReader(item, step, fields));
    }
  }

  private void spike(Value mapping) {
    Fields spike = Fields.of(mapping, SPIKE);
    Optional<Rate> from = spike.require("from", "from: 20/s").flatMap(Rates::read);
    Optional<Rate> to = spike.require("to", "to: 500/s").flatMap(Rates::read);
    if (to.isPresent() && to.get().arrivals() == 0) {
      spike.find("to").orElseThrow().problem("a rate of zero sends nothing", "");
      to = Optional.empty();
    }
    OpenLoad.Arrivals arrivals =
        fields.find("arrivals").map(LoadReader::arrivals).orElse(OpenLoad.Arrivals.UNIFORM);
    Optional<Rate> low = from;
    Optional<Rate> high = to;
    spike.require("hold", "hold: 30s");
    spike.find("rise").ifPresent(time -> part("rise", time, low, high, arrivals));
    spike.find("hold").ifPresent(time -> part("peak", time, high, high, arrivals));
    spike.find("fall").ifPresent(time -> part("fall", time, high, low, arrivals));
  }

  private void part(
      String part, Value time, Optional<Rate> from, Optional<Rate> to, OpenLoad.Arrivals arrivals) {
    String called = name + "-" + part;
    names.add(called);
    Optional<Long> durationNs = Durations.read(time, Durations.MILLISECOND_NS, LoadReader.MOST_NS);
    if (durationNs.isPresent() && from.isPresent() && to.isPresent()) {
      add(called, durationNs.get(), new OpenLoad(from.get(), to.get(), arrivals), time);
    }
  }

  private List<String> scenarios(Value list) {
    List<String> picked = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Value item : list.items("names of scenarios", 100)) {
      String scenario = item.text("the name of a scenario").orElse("");
      if (scenario.isEmpty()) {
        continue;
      }
      if (!seen.add(scenario)) {
        item.problem("this scenario is given twice", "");
      } else if (!known.isEmpty() && !known.contains(scenario)) {
        item.problem(
            "no scenario is called \"" + Paths.printable(scenario) + "\"",
            Spelling.suggest(scenario, known));
      } else {
        picked.add(scenario);
      }
    }
    return picked;
  }

  private static Phase.OnLimit onLimit(Value value) {
    return switch (value.text("wait or drop").orElse("wait")) {
      case "wait" -> Phase.OnLimit.WAIT;
      case "drop" -> Phase.OnLimit.DROP;
      default -> {
        value.mismatch("wait or drop", "");
        yield Phase.OnLimit.WAIT;
      }
    };
  }
}
