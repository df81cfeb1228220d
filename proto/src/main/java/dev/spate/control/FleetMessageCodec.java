package dev.spate.control;

import dev.spate.control.FleetProtocol.Introduced;
import dev.spate.control.FleetProtocol.Recalled;
import dev.spate.wire.ControlWire;

/// [FleetProtocol] on the wire.
record FleetMessageCodec(Actors actors) {
  ControlWire.FleetMessage toWire(FleetProtocol message) {
    ControlWire.FleetMessage.Builder wire = ControlWire.FleetMessage.newBuilder();
    switch (message) {
      case Introduced introduced -> wire.setIntroduced(introduced(introduced));
      case Recalled recalled -> wire.setRecalled(recalled(recalled));
    }
    return wire.build();
  }

  FleetProtocol fromWire(ControlWire.FleetMessage wire) {
    return switch (wire.getMessageCase()) {
      case INTRODUCED -> introduced(wire.getIntroduced());
      case RECALLED -> recalled(wire.getRecalled());
      case MESSAGE_NOT_SET ->
          throw new IllegalArgumentException("a FleetProtocol message of no known kind");
    };
  }

  private ControlWire.Introduced introduced(Introduced message) {
    return ControlWire.Introduced.newBuilder()
        .setDescription(WorkerDescriptionCodec.toWire(message.description()))
        .setWorker(actors.name(message.worker()))
        .setRun(message.run())
        .setEpoch(message.epoch())
        .build();
  }

  private static ControlWire.Recalled recalled(Recalled message) {
    return ControlWire.Recalled.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setEpoch(message.epoch())
        .setFirst(message.first())
        .setTotal(message.total())
        .addAllRecords(CharterCodec.toWire(message.records()))
        .build();
  }

  private static Recalled recalled(ControlWire.Recalled wire) {
    return new Recalled(
        Limits.name(wire.getRun(), "run"),
        Limits.name(wire.getWorker(), "worker"),
        wire.getEpoch(),
        Limits.notNegative(wire.getFirst(), "first"),
        Limits.notNegative(wire.getTotal(), "total"),
        CharterCodec.fromWire(wire.getRecordsList()));
  }

  private Introduced introduced(ControlWire.Introduced wire) {
    return new Introduced(
        WorkerDescriptionCodec.fromWire(wire.getDescription()),
        actors.named(wire.getWorker()),
        Limits.text(wire.getRun(), "run"),
        wire.getEpoch());
  }
}
