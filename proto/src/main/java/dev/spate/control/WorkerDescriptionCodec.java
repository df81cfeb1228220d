package dev.spate.control;

import dev.spate.wire.ControlWire;

/// [WorkerDescription] on the wire.
public final class WorkerDescriptionCodec {
  private WorkerDescriptionCodec() {}

  public static ControlWire.WorkerDescription toWire(WorkerDescription worker) {
    return ControlWire.WorkerDescription.newBuilder()
        .setId(worker.id())
        .setIncarnation(worker.incarnation())
        .setHost(worker.host())
        .setCores(worker.cores())
        .setWeight(worker.weight())
        .setVersion(worker.version())
        .setTransport(worker.transport())
        .setJvm(worker.jvm())
        .setOs(worker.os())
        .setClock(worker.clock())
        .setIdle(worker.idle())
        .build();
  }

  /// @throws IllegalArgumentException where something is missing or out of range
  public static WorkerDescription fromWire(ControlWire.WorkerDescription wire) {
    if (wire.getCores() < 1 || wire.getWeight() < 1 || wire.getWeight() > 1_000_000) {
      throw new IllegalArgumentException(
          "a worker of " + wire.getCores() + " cores and weight " + wire.getWeight());
    }
    return new WorkerDescription(
        Limits.name(wire.getId(), "id"),
        wire.getIncarnation(),
        Limits.name(wire.getHost(), "host"),
        wire.getCores(),
        wire.getWeight(),
        Limits.text(wire.getVersion(), "version"),
        Limits.text(wire.getTransport(), "transport"),
        Limits.text(wire.getJvm(), "jvm"),
        Limits.text(wire.getOs(), "os"),
        Limits.text(wire.getClock(), "clock"),
        Limits.text(wire.getIdle(), "idle"));
  }
}
