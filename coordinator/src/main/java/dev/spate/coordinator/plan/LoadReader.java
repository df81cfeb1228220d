package dev.spate.coordinator.plan;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Rate;
import java.util.Optional;

/// Reads how much load there is, and for how long: of a phase, or of one of its steps.
///
/// @param value with `duration`, `arrivalRate` or `users`, and `rampTo`
/// @param fields of that value
/// @param shared of the phase, with what all of its steps have
record LoadReader(Value value, Fields fields, Fields shared) {
  static final long MOST_NS = 30 * Durations.DAY_NS;

  Optional<Long> durationNs() {
    return fields
        .require("duration", "duration: 30s")
        .flatMap(found -> Durations.read(found, Durations.MILLISECOND_NS, MOST_NS));
  }

  /// Where a problem with the load as a whole is reported.
  Value at() {
    return fields.find("arrivalRate").orElse(value);
  }

  Optional<Load> load() {
    Optional<Value> rate = fields.find("arrivalRate");
    Optional<Value> users = fields.find("users");
    if (rate.isPresent() && users.isPresent()) {
      fields.refuse(
          "a phase has one kind of load, arrivalRate or users",
          rate.get().at().index() < users.get().at().index() ? "users" : "arrivalRate");
      return Optional.empty();
    }
    if (rate.isPresent()) {
      shared.refuse("belongs to users; arrivals have no pacing", "pacing");
      return open(rate.get());
    }
    if (users.isPresent()) {
      shared.refuse("belongs to arrivalRate; users do not arrive", "arrivals", "maxVUs", "onLimit");
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
        shared.find("arrivals").map(LoadReader::arrivals).orElse(OpenLoad.Arrivals.UNIFORM);
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
        shared.find("pacing").flatMap(value -> Durations.read(value, 0, MOST_NS)).orElse(0L);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get() == 0 && to.get() == 0) {
      users.problem("zero users send nothing", "");
      return Optional.empty();
    }
    return Optional.of(new ClosedLoad(from.get(), to.get(), pacingNs));
  }

  static OpenLoad.Arrivals arrivals(Value value) {
    return switch (value.text("uniform or poisson").orElse("uniform")) {
      case "uniform" -> OpenLoad.Arrivals.UNIFORM;
      case "poisson" -> OpenLoad.Arrivals.POISSON;
      default -> {
        value.mismatch("uniform or poisson", "");
        yield OpenLoad.Arrivals.UNIFORM;
      }
    };
  }
}
