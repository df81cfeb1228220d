package dev.spate.control;

import dev.spate.control.WorkerProtocol.Acknowledge;
import dev.spate.control.WorkerProtocol.Adopt;
import dev.spate.control.WorkerProtocol.Deal;
import dev.spate.control.WorkerProtocol.Fence;
import dev.spate.control.WorkerProtocol.GoOn;
import dev.spate.control.WorkerProtocol.GoThrough;
import dev.spate.control.WorkerProtocol.Introduce;
import dev.spate.control.WorkerProtocol.Keep;
import dev.spate.control.WorkerProtocol.Prepare;
import dev.spate.control.WorkerProtocol.Probe;
import dev.spate.control.WorkerProtocol.Recall;
import dev.spate.control.WorkerProtocol.Release;
import dev.spate.control.WorkerProtocol.Start;
import dev.spate.control.WorkerProtocol.Stop;
import dev.spate.control.WorkerProtocol.TellPlan;
import dev.spate.wire.ControlWire;

/// [WorkerProtocol] on the wire.
record WorkerMessageCodec(Actors actors) {
  ControlWire.WorkerMessage toWire(WorkerProtocol message) {
    ControlWire.WorkerMessage.Builder wire = ControlWire.WorkerMessage.newBuilder();
    switch (message) {
      case Introduce introduce -> wire.setIntroduce(introduce(introduce));
      case Prepare prepare -> wire.setPrepare(prepare(prepare));
      case Probe probe -> wire.setProbe(probe(probe));
      case Start start -> wire.setStart(start(start));
      case Stop stop -> wire.setStop(stop(stop));
      case Acknowledge acknowledge -> wire.setAcknowledge(acknowledge(acknowledge));
      case Release release -> wire.setRelease(release(release));
      case Deal deal -> wire.setDeal(deal(deal));
      case Fence fence -> wire.setFence(fence(fence));
      case GoOn goOn -> wire.setGoOn(goOn(goOn));
      case Adopt adopt -> wire.setAdopt(adopt(adopt));
      case Keep keep -> wire.setKeep(keep(keep));
      case Recall recall -> wire.setRecall(recall(recall));
      case TellPlan tell -> wire.setTellPlan(tellPlan(tell));
      case GoThrough go -> wire.setGoThrough(goThrough(go));
    }
    return wire.build();
  }

  WorkerProtocol fromWire(ControlWire.WorkerMessage wire) {
    return switch (wire.getMessageCase()) {
      case INTRODUCE -> introduce(wire.getIntroduce());
      case PREPARE -> prepare(wire.getPrepare());
      case PROBE -> probe(wire.getProbe());
      case START -> start(wire.getStart());
      case STOP -> stop(wire.getStop());
      case ACKNOWLEDGE -> acknowledge(wire.getAcknowledge());
      case RELEASE -> release(wire.getRelease());
      case DEAL -> deal(wire.getDeal());
      case FENCE -> fence(wire.getFence());
      case GO_ON -> goOn(wire.getGoOn());
      case ADOPT -> adopt(wire.getAdopt());
      case KEEP -> keep(wire.getKeep());
      case RECALL -> recall(wire.getRecall());
      case TELL_PLAN -> tellPlan(wire.getTellPlan());
      case GO_THROUGH -> goThrough(wire.getGoThrough());
      case MESSAGE_NOT_SET ->
          throw new IllegalArgumentException("a WorkerProtocol message of no known kind");
    };
  }

  private ControlWire.Introduce introduce(Introduce message) {
    return ControlWire.Introduce.newBuilder().setReplyTo(actors.name(message.replyTo())).build();
  }

  private Introduce introduce(ControlWire.Introduce wire) {
    return new Introduce(actors.named(wire.getReplyTo()));
  }

  private ControlWire.Prepare prepare(Prepare message) {
    return ControlWire.Prepare.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setPlan(PlanCodec.toWire(message.plan()))
        .setLanes(PlanCodec.toWire(message.lanes()))
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private Prepare prepare(ControlWire.Prepare wire) {
    return new Prepare(
        run(wire.getRun()),
        wire.getEpoch(),
        PlanCodec.fromWire(wire.getPlan()),
        PlanCodec.fromWire(wire.getLanes()),
        actors.named(wire.getReplyTo()));
  }

  private ControlWire.Probe probe(Probe message) {
    return ControlWire.Probe.newBuilder()
        .setRun(message.run())
        .setProbe(message.probe())
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private Probe probe(ControlWire.Probe wire) {
    return new Probe(run(wire.getRun()), wire.getProbe(), actors.named(wire.getReplyTo()));
  }

  private static ControlWire.Start start(Start message) {
    return ControlWire.Start.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setAtNs(message.atNanos())
        .setValues(OnceCodec.toWire(message.values()))
        .build();
  }

  private static Start start(ControlWire.Start wire) {
    return new Start(
        run(wire.getRun()), wire.getEpoch(), wire.getAtNs(), OnceCodec.fromWire(wire.getValues()));
  }

  private static ControlWire.Stop stop(Stop message) {
    return ControlWire.Stop.newBuilder().setRun(message.run()).setEpoch(message.epoch()).build();
  }

  private static Stop stop(ControlWire.Stop wire) {
    return new Stop(run(wire.getRun()), wire.getEpoch());
  }

  private static ControlWire.Acknowledge acknowledge(Acknowledge message) {
    return ControlWire.Acknowledge.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setUpToSequence(message.upToSequence())
        .build();
  }

  private static Acknowledge acknowledge(ControlWire.Acknowledge wire) {
    return new Acknowledge(run(wire.getRun()), wire.getEpoch(), wire.getUpToSequence());
  }

  private static ControlWire.Release release(Release message) {
    return ControlWire.Release.newBuilder().setRun(message.run()).setEpoch(message.epoch()).build();
  }

  private static Release release(ControlWire.Release wire) {
    return new Release(run(wire.getRun()), wire.getEpoch());
  }

  private static ControlWire.Deal deal(Deal message) {
    return ControlWire.Deal.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setDeal(message.deal())
        .setLanes(PlanCodec.toWire(message.lanes()))
        .setFromNs(message.fromNs())
        .build();
  }

  private static Deal deal(ControlWire.Deal wire) {
    return new Deal(
        run(wire.getRun()),
        wire.getEpoch(),
        Limits.notNegative(wire.getDeal(), "deal"),
        PlanCodec.fromWire(wire.getLanes()),
        Limits.notNegative(wire.getFromNs(), "from_ns"));
  }

  private static ControlWire.Fence fence(Fence message) {
    return ControlWire.Fence.newBuilder().setRun(message.run()).setEpoch(message.epoch()).build();
  }

  private static Fence fence(ControlWire.Fence wire) {
    return new Fence(run(wire.getRun()), wire.getEpoch());
  }

  private static ControlWire.GoOn goOn(GoOn message) {
    return ControlWire.GoOn.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setAskedNanos(message.askedNanos())
        .build();
  }

  private static GoOn goOn(ControlWire.GoOn wire) {
    return new GoOn(run(wire.getRun()), wire.getEpoch(), wire.getAskedNanos());
  }

  private ControlWire.Adopt adopt(Adopt message) {
    return ControlWire.Adopt.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setHaveUpTo(message.haveUpTo())
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private Adopt adopt(ControlWire.Adopt wire) {
    return new Adopt(
        run(wire.getRun()), wire.getEpoch(), wire.getHaveUpTo(), actors.named(wire.getReplyTo()));
  }

  private ControlWire.Keep keep(Keep message) {
    return ControlWire.Keep.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setFirst(message.first())
        .addAllRecords(CharterCodec.toWire(message.records()))
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private Keep keep(ControlWire.Keep wire) {
    return new Keep(
        run(wire.getRun()),
        wire.getEpoch(),
        Limits.notNegative(wire.getFirst(), "first"),
        CharterCodec.fromWire(wire.getRecordsList()),
        actors.named(wire.getReplyTo()));
  }

  private ControlWire.Recall recall(Recall message) {
    return ControlWire.Recall.newBuilder()
        .setRun(message.run())
        .setFirst(message.first())
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private Recall recall(ControlWire.Recall wire) {
    return new Recall(
        run(wire.getRun()),
        Limits.notNegative(wire.getFirst(), "first"),
        actors.named(wire.getReplyTo()));
  }

  private ControlWire.TellPlan tellPlan(TellPlan message) {
    return ControlWire.TellPlan.newBuilder()
        .setRun(message.run())
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private TellPlan tellPlan(ControlWire.TellPlan wire) {
    return new TellPlan(run(wire.getRun()), actors.named(wire.getReplyTo()));
  }

  private ControlWire.GoThrough goThrough(GoThrough message) {
    return ControlWire.GoThrough.newBuilder()
        .setRun(message.run())
        .setEpoch(message.epoch())
        .setPart(OnceCodec.toWire(message.part()))
        .setReplyTo(actors.name(message.replyTo()))
        .build();
  }

  private GoThrough goThrough(ControlWire.GoThrough wire) {
    return new GoThrough(
        run(wire.getRun()),
        wire.getEpoch(),
        OnceCodec.fromWire(wire.getPart()),
        actors.named(wire.getReplyTo()));
  }

  private static String run(String wire) {
    return Limits.name(wire, "run");
  }
}
