package dev.spate.coordinator.plan;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Rate;
import java.util.Optional;

/// Reads one phase.
final class PhaseReader {
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
              "name",
              "duration",
              "arrivalRate",
              "users",
              "rampTo",
              "arrivals",
              "pacing",
              "warmup",
              "maxVUs",
              "onLimit")
          .later("scenarios", "pause", "steps", "spike", "iterations");

  private static final long MOST_NS = 30 * Durations.DAY_NS;

  private final Value value;
  private final Fields fields;
  private final String name;
  private final boolean warmup;

  PhaseReader(Value value, int index) {
    this.value = value;
    this.fields = Fields.of(value, KEYS);
    this.name = fields.find("name").flatMap(Value::name).orElse("phase-" + (index + 1));
    this.warmup = fields.find("warmup").flatMap(Value::flag).orElse(false);
  }

  String name() {
    return name;
  }

  boolean warmup() {
    return warmup;
  }

  /// Where a problem with its name is reported.
  Value nameAt() {
    return fields.find("name").orElse(value);
  }

  Optional<Phase> phase() {
    Optional<Long> durationNs =
        fields
            .require("duration", "duration: 30s")
            .flatMap(found -> Durations.read(found, Durations.MILLISECOND_NS, MOST_NS));
    Phase.OnLimit onLimit =
        fields.find("onLimit").map(PhaseReader::onLimit).orElse(Phase.OnLimit.WAIT);
    int maxVUs =
        fields
            .find("maxVUs")
            .flatMap(found -> found.wholeInt(1, Phase.MAX_VUS))
            .orElse(Phase.DEFAULT_MAX_VUS);
    Optional<Load> load = load();
    if (durationNs.isEmpty() || load.isEmpty()) {
      return Optional.empty();
    }
    int limit = load.get() instanceof ClosedLoad closed ? closed.mostUsers() : maxVUs;
    return build(durationNs.get(), load.get(), limit, onLimit);
  }

  private Optional<Phase> build(long durationNs, Load load, int maxVUs, Phase.OnLimit onLimit) {
    try {
      return Optional.of(new Phase(name, durationNs, load, warmup, maxVUs, onLimit));
    } catch (IllegalArgumentException | ArithmeticException e) {
      fields
          .find("arrivalRate")
          .orElse(value)
          .problem(String.valueOf(e.getMessage()), "fewer digits in the rates or the duration");
      return Optional.empty();
    }
  }

  private Optional<Load> load() {
    Optional<Value> rate = fields.find("arrivalRate");
    Optional<Value> users = fields.find("users");
    if (rate.isPresent() && users.isPresent()) {
      fields.refuse(
          "a phase has one kind of load, arrivalRate or users",
          rate.get().at().index() < users.get().at().index() ? "users" : "arrivalRate");
      return Optional.empty();
    }
    if (rate.isPresent()) {
      fields.refuse("belongs to users; arrivals have no pacing", "pacing");
      return open(rate.get());
    }
    if (users.isPresent()) {
      fields.refuse("belongs to arrivalRate; users do not arrive", "arrivals", "maxVUs", "onLimit");
      return closed(users.get());
    }
    boolean meant = fields.isMeant("arrivalRate") || fields.isMeant("users");
    if (value.node() instanceof Node.Mapping && !meant) {
      value.problem("nothing says how much load this phase is", "arrivalRate: 20/s, or users: 10");
    }
    return Optional.empty();
  }

  private Optional<Load> open(Value rate) {
    OpenLoad.Arrivals arrivals =
        fields.find("arrivals").map(PhaseReader::arrivals).orElse(OpenLoad.Arrivals.UNIFORM);
    Optional<Rate> from = Rates.read(rate);
    Optional<Value> ramp = fields.find("rampTo");
    Optional<Rate> to = ramp.isPresent() ? ramp.flatMap(Rates::read) : from;
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get().arrivals() == 0 && to.get().arrivals() == 0) {
      rate.problem("a rate of zero sends nothing", "");
      return Optional.empty();
    }
    return Optional.of(new OpenLoad(from.get(), to.get(), arrivals));
  }

  private Optional<Load> closed(Value users) {
    Optional<Integer> from = users.wholeInt(0, ClosedLoad.MAX_USERS);
    Optional<Value> ramp = fields.find("rampTo");
    Optional<Integer> to =
        ramp.isPresent() ? ramp.flatMap(value -> value.wholeInt(0, ClosedLoad.MAX_USERS)) : from;
    long pacingNs =
        fields.find("pacing").flatMap(value -> Durations.read(value, 0, MOST_NS)).orElse(0L);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get() == 0 && to.get() == 0) {
      users.problem("zero users send nothing", "");
      return Optional.empty();
    }
    return Optional.of(new ClosedLoad(from.get(), to.get(), pacingNs));
  }

  private static OpenLoad.Arrivals arrivals(Value value) {
    return switch (value.text("uniform or poisson").orElse("uniform")) {
      case "uniform" -> OpenLoad.Arrivals.UNIFORM;
      case "poisson" -> OpenLoad.Arrivals.POISSON;
      default -> {
        value.mismatch("uniform or poisson", "");
        yield OpenLoad.Arrivals.UNIFORM;
      }
    };
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
