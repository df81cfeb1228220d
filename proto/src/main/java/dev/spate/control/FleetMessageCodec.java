package dev.spate.control;

import dev.spate.control.FleetProtocol.Introduced;
import dev.spate.wire.ControlWire;

/// [FleetProtocol] on the wire.
record FleetMessageCodec(Actors actors) {
  ControlWire.FleetMessage toWire(FleetProtocol message) {
    return switch (message) {
      case Introduced introduced ->
          ControlWire.FleetMessage.newBuilder().setIntroduced(introduced(introduced)).build();
    };
  }

  FleetProtocol fromWire(ControlWire.FleetMessage wire) {
    return switch (wire.getMessageCase()) {
      case INTRODUCED -> introduced(wire.getIntroduced());
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

  private Introduced introduced(ControlWire.Introduced wire) {
    return new Introduced(
        WorkerDescriptionCodec.fromWire(wire.getDescription()),
        actors.named(wire.getWorker()),
        Limits.text(wire.getRun(), "run"),
        wire.getEpoch());
  }
}
