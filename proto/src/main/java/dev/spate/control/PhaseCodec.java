package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Instants;
import dev.spate.plan.Load;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Rate;
import dev.spate.plan.ReplayLoad;
import dev.spate.wire.PlanWire;

/// [Phase] on the wire.
final class PhaseCodec {
  private PhaseCodec() {}

  static PlanWire.Phase toWire(Phase phase) {
    PlanWire.Phase.Builder wire =
        PlanWire.Phase.newBuilder()
            .setName(phase.name())
            .setDurationNs(phase.durationNs())
            .setWarmup(phase.warmup())
            .setMaxVus(phase.maxVUs())
            .addAllScenarios(phase.scenarios())
            .setOnLimit(
                switch (phase.onLimit()) {
                  case WAIT -> PlanWire.OnLimit.ON_LIMIT_WAIT;
                  case DROP -> PlanWire.OnLimit.ON_LIMIT_DROP;
                });
    if (phase.startNs() != Phase.FOLLOWS) {
      wire.setStartNs(phase.startNs());
    }
    switch (phase.load()) {
      case OpenLoad open -> wire.setOpen(open(open));
      case ClosedLoad closed -> wire.setClosed(closed(closed));
      case ReplayLoad(Instants instants) -> wire.setReplay(ByteString.copyFrom(instants.packed()));
    }
    return wire.build();
  }

  static Phase fromWire(PlanWire.Phase wire) {
    return new Phase(
        wire.getName(),
        wire.getDurationNs(),
        load(wire),
        wire.getWarmup(),
        wire.getMaxVus(),
        switch (wire.getOnLimit()) {
          case ON_LIMIT_WAIT -> Phase.OnLimit.WAIT;
          case ON_LIMIT_DROP -> Phase.OnLimit.DROP;
          case ON_LIMIT_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException(
                  "phase " + wire.getName() + " does not say what becomes of arrivals at a limit");
        },
        wire.getScenariosList(),
        wire.hasStartNs() ? wire.getStartNs() : Phase.FOLLOWS);
  }

  private static Load load(PlanWire.Phase wire) {
    return switch (wire.getLoadCase()) {
      case OPEN -> open(wire.getOpen());
      case CLOSED -> closed(wire.getClosed());
      case REPLAY -> new ReplayLoad(Instants.unpacked(wire.getReplay().toByteArray()));
      case LOAD_NOT_SET ->
          throw new IllegalArgumentException("phase " + wire.getName() + " has no known load");
    };
  }

  private static PlanWire.OpenLoad open(OpenLoad load) {
    return PlanWire.OpenLoad.newBuilder()
        .setFrom(rate(load.from()))
        .setTo(rate(load.to()))
        .setArrivals(
            switch (load.arrivals()) {
              case UNIFORM -> PlanWire.Arrivals.ARRIVALS_UNIFORM;
              case POISSON -> PlanWire.Arrivals.ARRIVALS_POISSON;
            })
        .build();
  }

  private static OpenLoad open(PlanWire.OpenLoad wire) {
    return new OpenLoad(
        rate(wire.getFrom()),
        rate(wire.getTo()),
        switch (wire.getArrivals()) {
          case ARRIVALS_UNIFORM -> OpenLoad.Arrivals.UNIFORM;
          case ARRIVALS_POISSON -> OpenLoad.Arrivals.POISSON;
          case ARRIVALS_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("an open load without a known kind of arrivals");
        });
  }

  private static PlanWire.Rate rate(Rate rate) {
    return PlanWire.Rate.newBuilder()
        .setArrivals(rate.arrivals())
        .setPeriodNs(rate.periodNs())
        .build();
  }

  private static Rate rate(PlanWire.Rate wire) {
    return new Rate(wire.getArrivals(), wire.getPeriodNs());
  }

  private static PlanWire.ClosedLoad closed(ClosedLoad load) {
    return PlanWire.ClosedLoad.newBuilder()
        .setUsers(load.users())
        .setRampTo(load.rampTo())
        .setPacingNs(load.pacingNs())
        .build();
  }

  private static ClosedLoad closed(PlanWire.ClosedLoad wire) {
    return new ClosedLoad(wire.getUsers(), wire.getRampTo(), wire.getPacingNs());
  }
}
