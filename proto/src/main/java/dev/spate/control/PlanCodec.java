package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.plan.Header;
import dev.spate.plan.Lanes;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.plan.Workers;
import dev.spate.wire.PlanWire;
import java.util.BitSet;
import java.util.List;

/// [Plan] and [Lanes] on the wire. What comes in is checked by the plan's own constructors.
public final class PlanCodec {
  private PlanCodec() {}

  public static PlanWire.Plan toWire(Plan plan) {
    return PlanWire.Plan.newBuilder()
        .setName(plan.name())
        .setTarget(target(plan.target()))
        .setSeed(plan.seed())
        .setLanes(plan.lanes())
        .setHttp(HttpOptionsCodec.toWire(plan.http()))
        .addAllPhases(plan.phases().stream().map(PhaseCodec::toWire).toList())
        .addAllScenarios(plan.scenarios().stream().map(ScenarioCodec::toWire).toList())
        .addAllThresholds(plan.thresholds().stream().map(ThresholdCodec::toWire).toList())
        .setWorkers(
            PlanWire.Workers.newBuilder()
                .setExpect(plan.workers().expect())
                .setTolerance(plan.workers().tolerance())
                .setMax(plan.workers().max())
                .setOnLoss(PlanWire.Workers.OnLoss.valueOf(plan.workers().onLoss().name()))
                .setOrphanGraceNs(plan.workers().orphanGraceNs()))
        .setGracefulStopNs(plan.gracefulStopNs())
        .addAllFeeders(plan.feeders().stream().map(FeederCodec::toWire).toList())
        .addAllBeforeRun(ScenarioCodec.steps(plan.once().before()))
        .addAllAfterRun(ScenarioCodec.steps(plan.once().after()))
        .build();
  }

  /// In bytes.
  static int encodedSize(Plan plan) {
    return toWire(plan).getSerializedSize();
  }

  /// @throws IllegalArgumentException where it is no valid plan
  public static Plan fromWire(PlanWire.Plan wire) {
    return new Plan(
        wire.getName(),
        target(wire.getTarget()),
        wire.getSeed(),
        wire.getLanes(),
        HttpOptionsCodec.fromWire(wire.getHttp()),
        wire.getPhasesList().stream().map(PhaseCodec::fromWire).toList(),
        wire.getScenariosList().stream().map(ScenarioCodec::fromWire).toList(),
        wire.getThresholdsList().stream().map(ThresholdCodec::fromWire).toList(),
        workers(wire.getWorkers()),
        wire.getGracefulStopNs(),
        wire.getFeedersList().stream().map(FeederCodec::fromWire).toList(),
        new Once(
            ScenarioCodec.stepsOf(wire.getBeforeRunList()),
            ScenarioCodec.stepsOf(wire.getAfterRunList())));
  }

  private static Workers workers(PlanWire.Workers wire) {
    return new Workers(
        wire.getExpect(),
        wire.getMax(),
        wire.getTolerance(),
        switch (wire.getOnLoss()) {
          case REBALANCE -> Workers.OnLoss.REBALANCE;
          case CONTINUE -> Workers.OnLoss.CONTINUE;
          case FAIL -> Workers.OnLoss.FAIL;
          case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown onLoss");
        },
        wire.getOrphanGraceNs());
  }

  public static PlanWire.Lanes toWire(Lanes lanes) {
    BitSet members = new BitSet(lanes.total());
    for (int position = 0; position < lanes.size(); position++) {
      members.set(lanes.lane(position));
    }
    return PlanWire.Lanes.newBuilder()
        .setTotal(lanes.total())
        .setMembers(ByteString.copyFrom(members.toByteArray()))
        .build();
  }

  /// @throws IllegalArgumentException for a lane that is not among the total
  public static Lanes fromWire(PlanWire.Lanes wire) {
    if (wire.getMembers().size() > Lanes.MAX_TOTAL / Byte.SIZE) {
      throw new IllegalArgumentException(
          "a set of lanes of " + wire.getMembers().size() + " bytes");
    }
    BitSet members = BitSet.valueOf(wire.getMembers().asReadOnlyByteBuffer());
    return Lanes.of(wire.getTotal(), members.stream().toArray());
  }

  static List<PlanWire.Header> headersToWire(List<Header> headers) {
    return headers.stream()
        .map(h -> PlanWire.Header.newBuilder().setName(h.name()).setValue(h.value()).build())
        .toList();
  }

  static List<Header> headersFromWire(List<PlanWire.Header> wire) {
    return wire.stream().map(h -> new Header(h.getName(), h.getValue())).toList();
  }

  static PlanWire.Target target(Target target) {
    return PlanWire.Target.newBuilder()
        .setScheme(
            switch (target.scheme()) {
              case HTTP -> PlanWire.Scheme.SCHEME_HTTP;
              case HTTPS -> PlanWire.Scheme.SCHEME_HTTPS;
            })
        .setHost(target.host())
        .setPort(target.port())
        .setBasePath(target.basePath())
        .build();
  }

  static Target target(PlanWire.Target wire) {
    Target.Scheme scheme =
        switch (wire.getScheme()) {
          case SCHEME_HTTP -> Target.Scheme.HTTP;
          case SCHEME_HTTPS -> Target.Scheme.HTTPS;
          case SCHEME_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("a target without a known scheme");
        };
    return new Target(scheme, wire.getHost(), wire.getPort(), wire.getBasePath());
  }
}
