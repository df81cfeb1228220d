package dev.spate.control;

import static dev.spate.control.Limits.notNegative;

import dev.spate.control.RunProtocol.Adopted;
import dev.spate.control.RunProtocol.Dealt;
import dev.spate.control.RunProtocol.Failed;
import dev.spate.control.RunProtocol.Finished;
import dev.spate.control.RunProtocol.Kept;
import dev.spate.control.RunProtocol.Leaving;
import dev.spate.control.RunProtocol.PlanTold;
import dev.spate.control.RunProtocol.ProbeReply;
import dev.spate.control.RunProtocol.Ready;
import dev.spate.control.RunProtocol.Refused;
import dev.spate.control.RunProtocol.Reported;
import dev.spate.control.RunProtocol.WentThrough;
import dev.spate.control.RunProtocol.Woken;
import dev.spate.plan.SharedValues;
import dev.spate.wire.ControlWire;

/// [RunProtocol] on the wire.
final class RunMessageCodec {
  private RunMessageCodec() {}

  static ControlWire.RunMessage toWire(RunProtocol message) {
    ControlWire.RunMessage.Builder wire = ControlWire.RunMessage.newBuilder();
    switch (message) {
      case Ready ready -> wire.setReady(ready(ready));
      case Refused refused -> wire.setRefused(refused(refused));
      case ProbeReply reply -> wire.setProbeReply(probeReply(reply));
      case Reported reported -> wire.setReported(reported(reported));
      case Finished finished -> wire.setFinished(finished(finished));
      case Failed failed -> wire.setFailed(failed(failed));
      case Dealt dealt -> wire.setDealt(dealt(dealt));
      case Woken woken -> wire.setWoken(woken(woken));
      case Leaving leaving -> wire.setLeaving(leaving(leaving));
      case Adopted adopted -> wire.setAdopted(adopted(adopted));
      case Kept kept -> wire.setKept(kept(kept));
      case PlanTold told -> wire.setPlanTold(planTold(told));
      case WentThrough went -> wire.setWentThrough(OnceCodec.toWire(went));
    }
    return wire.build();
  }

  static RunProtocol fromWire(ControlWire.RunMessage wire) {
    return switch (wire.getMessageCase()) {
      case READY -> ready(wire.getReady());
      case REFUSED -> refused(wire.getRefused());
      case PROBE_REPLY -> probeReply(wire.getProbeReply());
      case REPORTED -> reported(wire.getReported());
      case FINISHED -> finished(wire.getFinished());
      case FAILED -> failed(wire.getFailed());
      case DEALT -> dealt(wire.getDealt());
      case WOKEN -> woken(wire.getWoken());
      case LEAVING -> leaving(wire.getLeaving());
      case ADOPTED -> adopted(wire.getAdopted());
      case KEPT -> kept(wire.getKept());
      case PLAN_TOLD -> planTold(wire.getPlanTold());
      case WENT_THROUGH -> OnceCodec.fromWire(wire.getWentThrough());
      case MESSAGE_NOT_SET ->
          throw new IllegalArgumentException("a RunProtocol message of no known kind");
    };
  }

  private static ControlWire.Kept kept(Kept message) {
    return ControlWire.Kept.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setRecords(message.records())
        .build();
  }

  private static Kept kept(ControlWire.Kept wire) {
    return new Kept(
        Limits.name(wire.getRun(), "run"),
        Limits.name(wire.getWorker(), "worker"),
        notNegative(wire.getRecords(), "records"));
  }

  private static ControlWire.PlanTold planTold(PlanTold message) {
    ControlWire.PlanTold.Builder wire =
        ControlWire.PlanTold.newBuilder()
            .setRun(message.run())
            .setWorker(message.worker())
            .setPlan(PlanCodec.toWire(message.plan()));
    SharedValues values = message.values();
    if (values != null) {
      wire.setValues(OnceCodec.toWire(values));
    }
    return wire.build();
  }

  private static PlanTold planTold(ControlWire.PlanTold wire) {
    return new PlanTold(
        run(wire.getRun()),
        worker(wire.getWorker()),
        PlanCodec.fromWire(wire.getPlan()),
        wire.hasValues() ? OnceCodec.fromWire(wire.getValues()) : null);
  }

  private static ControlWire.Ready ready(Ready message) {
    return ControlWire.Ready.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setIncarnation(message.incarnation())
        .build();
  }

  private static Ready ready(ControlWire.Ready wire) {
    return new Ready(run(wire.getRun()), worker(wire.getWorker()), wire.getIncarnation());
  }

  private static ControlWire.Refused refused(Refused message) {
    return ControlWire.Refused.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setReason(message.reason())
        .build();
  }

  private static Refused refused(ControlWire.Refused wire) {
    return new Refused(run(wire.getRun()), worker(wire.getWorker()), wire.getReason());
  }

  private static ControlWire.ProbeReply probeReply(ProbeReply message) {
    return ControlWire.ProbeReply.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setProbe(message.probe())
        .setMonotonicNs(message.monotonicNanos())
        .setWallNs(message.wallNanos())
        .build();
  }

  private static ProbeReply probeReply(ControlWire.ProbeReply wire) {
    return new ProbeReply(
        run(wire.getRun()),
        worker(wire.getWorker()),
        wire.getProbe(),
        wire.getMonotonicNs(),
        wire.getWallNs());
  }

  private static ControlWire.Reported reported(Reported message) {
    return ControlWire.Reported.newBuilder()
        .setRun(message.run())
        .setInterval(IntervalCodec.toWire(message.interval()))
        .build();
  }

  private static Reported reported(ControlWire.Reported wire) {
    return new Reported(run(wire.getRun()), IntervalCodec.fromWire(wire.getInterval()));
  }

  private static ControlWire.Finished finished(Finished message) {
    return ControlWire.Finished.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setLastSequence(message.lastSequence())
        .setScheduleEndNs(message.scheduleEndNs())
        .build();
  }

  private static Finished finished(ControlWire.Finished wire) {
    return new Finished(
        run(wire.getRun()),
        worker(wire.getWorker()),
        wire.getLastSequence(),
        notNegative(wire.getScheduleEndNs(), "schedule_end_ns"));
  }

  private static ControlWire.Failed failed(Failed message) {
    return ControlWire.Failed.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setReason(message.reason())
        .build();
  }

  private static Failed failed(ControlWire.Failed wire) {
    return new Failed(run(wire.getRun()), worker(wire.getWorker()), wire.getReason());
  }

  private static ControlWire.Dealt dealt(Dealt message) {
    return ControlWire.Dealt.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setDeal(message.deal())
        .build();
  }

  private static Dealt dealt(ControlWire.Dealt wire) {
    return new Dealt(
        run(wire.getRun()), worker(wire.getWorker()), notNegative(wire.getDeal(), "deal"));
  }

  private static ControlWire.Woken woken(Woken message) {
    return ControlWire.Woken.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setAsleepNs(message.asleepNs())
        .setAskedNanos(message.askedNanos())
        .build();
  }

  private static Woken woken(ControlWire.Woken wire) {
    return new Woken(
        run(wire.getRun()),
        worker(wire.getWorker()),
        notNegative(wire.getAsleepNs(), "asleep_ns"),
        wire.getAskedNanos());
  }

  private static ControlWire.Leaving leaving(Leaving message) {
    return ControlWire.Leaving.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .build();
  }

  private static Leaving leaving(ControlWire.Leaving wire) {
    return new Leaving(run(wire.getRun()), worker(wire.getWorker()));
  }

  private static ControlWire.Adopted adopted(Adopted message) {
    return ControlWire.Adopted.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setIncarnation(message.incarnation())
        .setSinceStartNs(message.sinceStartNs())
        .setDeal(message.deal())
        .build();
  }

  private static Adopted adopted(ControlWire.Adopted wire) {
    return new Adopted(
        run(wire.getRun()),
        worker(wire.getWorker()),
        wire.getIncarnation(),
        wire.getSinceStartNs(),
        notNegative(wire.getDeal(), "deal"));
  }

  private static String run(String wire) {
    return Limits.name(wire, "run");
  }

  private static String worker(String wire) {
    return Limits.name(wire, "worker");
  }
}
