package dev.spate.control;

import dev.spate.plan.Feeder;
import dev.spate.wire.PlanWire;

/// [Feeder] on the wire.
final class FeederCodec {
  private FeederCodec() {}

  static PlanWire.Feeder toWire(Feeder feeder) {
    return PlanWire.Feeder.newBuilder()
        .setName(feeder.name())
        .addAllColumns(feeder.columns())
        .addAllValues(feeder.values())
        .setStrategy(feeder.strategy().name())
        .setWhenDry(feeder.whenDry().name())
        .setSha256(feeder.sha256())
        .setDistribute(feeder.distribute().name())
        .build();
  }

  static Feeder fromWire(PlanWire.Feeder wire) {
    Feeder feeder =
        new Feeder(
            wire.getName(),
            wire.getColumnsList(),
            wire.getValuesList(),
            Feeder.Strategy.valueOf(wire.getStrategy()),
            Feeder.WhenDry.valueOf(wire.getWhenDry()),
            Feeder.Distribute.valueOf(wire.getDistribute()));
    if (!feeder.sha256().equals(wire.getSha256())) {
      throw new IllegalArgumentException("a feeder of the plan is not what was sent");
    }
    return feeder;
  }
}
