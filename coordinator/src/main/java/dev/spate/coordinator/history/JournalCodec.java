package dev.spate.coordinator.history;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spate.control.IntervalCodec;
import dev.spate.control.OnceCodec;
import dev.spate.control.PlanCodec;
import dev.spate.control.WorkerDescriptionCodec;
import dev.spate.coordinator.history.RunEvent.Closed;
import dev.spate.coordinator.history.RunEvent.Dealt;
import dev.spate.coordinator.history.RunEvent.Opened;
import dev.spate.coordinator.history.RunEvent.Reported;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.coordinator.history.RunEvent.Started;
import dev.spate.coordinator.history.RunEvent.StopRequested;
import dev.spate.coordinator.history.RunEvent.WentThrough;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import dev.spate.coordinator.history.RunEvent.WorkerEnded;
import dev.spate.wire.JournalWire;
import java.time.Instant;

/// [RunEvent] as bytes.
final class JournalCodec {
  private static final long SECOND_NS = 1_000_000_000L;

  private JournalCodec() {}

  static byte[] encode(RunEvent event) {
    JournalWire.JournalEntry.Builder entry = JournalWire.JournalEntry.newBuilder();
    switch (event) {
      case Opened opened -> entry.setOpened(opened(opened));
      case Started started -> entry.setStarted(started(started));
      case Reported(var interval) -> entry.setReported(IntervalCodec.toWire(interval));
      case Dealt dealt -> entry.setDealt(dealt(dealt));
      case WorkerEnded ended -> entry.setWorkerEnded(workerEnded(ended));
      case WentThrough went -> entry.setWentThrough(wentThrough(went));
      case StopRequested stop -> entry.setStopRequested(stopRequested(stop));
      case Closed closed -> entry.setClosed(closed(closed));
    }
    return entry.build().toByteArray();
  }

  /// @throws IllegalArgumentException where the bytes are no valid event
  static RunEvent decode(byte[] bytes) {
    try {
      return event(JournalWire.JournalEntry.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an entry of a journal: " + e.getMessage(), e);
    }
  }

  private static RunEvent event(JournalWire.JournalEntry entry) {
    return switch (entry.getEventCase()) {
      case OPENED -> opened(entry.getOpened());
      case STARTED -> started(entry.getStarted());
      case REPORTED -> new Reported(IntervalCodec.fromWire(entry.getReported()));
      case DEALT -> dealt(entry.getDealt());
      case WORKER_ENDED -> workerEnded(entry.getWorkerEnded());
      case STOP_REQUESTED -> stopRequested(entry.getStopRequested());
      case CLOSED -> closed(entry.getClosed());
      case WENT_THROUGH -> wentThrough(entry.getWentThrough());
      case EVENT_NOT_SET -> throw new IllegalArgumentException("an event of no known kind");
    };
  }

  private static JournalWire.Opened opened(Opened event) {
    return JournalWire.Opened.newBuilder()
        .setRun(event.run())
        .setAtUnixNs(unixNs(event.at()))
        .setPlan(PlanCodec.toWire(event.plan()))
        .setPlanText(event.planText())
        .putAllTags(event.tags())
        .setVersion(event.version())
        .build();
  }

  private static Opened opened(JournalWire.Opened wire) {
    return new Opened(
        wire.getRun(),
        instant(wire.getAtUnixNs()),
        PlanCodec.fromWire(wire.getPlan()),
        wire.getPlanText(),
        wire.getTagsMap(),
        wire.getVersion());
  }

  private static JournalWire.Started started(Started event) {
    return JournalWire.Started.newBuilder()
        .setAtUnixNs(unixNs(event.at()))
        .addAllShares(event.shares().stream().map(JournalCodec::share).toList())
        .build();
  }

  private static Started started(JournalWire.Started wire) {
    return new Started(
        instant(wire.getAtUnixNs()),
        wire.getSharesList().stream().map(JournalCodec::share).toList());
  }

  private static JournalWire.Share share(Share share) {
    return JournalWire.Share.newBuilder()
        .setWorker(WorkerDescriptionCodec.toWire(share.worker()))
        .setLanes(PlanCodec.toWire(share.lanes()))
        .setClockOffsetNs(share.clockOffsetNs())
        .setStartUncertaintyNs(share.startUncertaintyNs())
        .build();
  }

  private static Share share(JournalWire.Share wire) {
    return new Share(
        WorkerDescriptionCodec.fromWire(wire.getWorker()),
        PlanCodec.fromWire(wire.getLanes()),
        wire.getClockOffsetNs(),
        wire.getStartUncertaintyNs());
  }

  private static JournalWire.LanesDealt dealt(Dealt event) {
    return JournalWire.LanesDealt.newBuilder()
        .setDeal(event.deal())
        .setFromNs(event.fromNs())
        .addAllShares(event.shares().stream().map(JournalCodec::share).toList())
        .build();
  }

  private static Dealt dealt(JournalWire.LanesDealt wire) {
    return new Dealt(
        wire.getDeal(),
        wire.getFromNs(),
        wire.getSharesList().stream().map(JournalCodec::share).toList());
  }

  private static JournalWire.WorkerEnded workerEnded(WorkerEnded event) {
    return JournalWire.WorkerEnded.newBuilder()
        .setWorker(event.worker())
        .setEnd(
            switch (event.end()) {
              case FINISHED -> JournalWire.WorkerEnd.WORKER_END_FINISHED;
              case LOST -> JournalWire.WorkerEnd.WORKER_END_LOST;
              case LEFT -> JournalWire.WorkerEnd.WORKER_END_LEFT;
            })
        .setAtNs(event.atNs())
        .setWhy(event.why())
        .build();
  }

  private static WorkerEnded workerEnded(JournalWire.WorkerEnded wire) {
    WorkerEnd end =
        switch (wire.getEnd()) {
          case WORKER_END_FINISHED -> WorkerEnd.FINISHED;
          case WORKER_END_LOST -> WorkerEnd.LOST;
          case WORKER_END_LEFT -> WorkerEnd.LEFT;
          case WORKER_END_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("a worker that ended in no known way");
        };
    return new WorkerEnded(wire.getWorker(), end, wire.getAtNs(), wire.getWhy());
  }

  private static JournalWire.OnceDone wentThrough(WentThrough event) {
    return JournalWire.OnceDone.newBuilder()
        .setPart(OnceCodec.toWire(event.part()))
        .setWorker(event.worker())
        .setRequests(event.requests())
        .setTookNs(event.tookNs())
        .setProblem(event.problem())
        .build();
  }

  private static WentThrough wentThrough(JournalWire.OnceDone wire) {
    return new WentThrough(
        OnceCodec.fromWire(wire.getPart()),
        wire.getWorker(),
        wire.getRequests(),
        wire.getTookNs(),
        wire.getProblem());
  }

  private static JournalWire.StopRequested stopRequested(StopRequested event) {
    JournalWire.StopRequested.Builder wire =
        JournalWire.StopRequested.newBuilder().setAtNs(event.atNs());
    RunEvent.Crossing crossing = event.crossing();
    if (crossing != null) {
      wire.setCrossing(
          JournalWire.Crossing.newBuilder()
              .setThreshold(crossing.threshold())
              .setObserved(crossing.observed())
              .setUntilNs(crossing.untilNs()));
    }
    return wire.build();
  }

  private static StopRequested stopRequested(JournalWire.StopRequested wire) {
    JournalWire.Crossing crossing = wire.getCrossing();
    return wire.hasCrossing()
        ? new StopRequested(
            wire.getAtNs(),
            new RunEvent.Crossing(
                crossing.getThreshold(), crossing.getObserved(), crossing.getUntilNs()))
        : new StopRequested(wire.getAtNs());
  }

  private static JournalWire.Closed closed(Closed event) {
    return JournalWire.Closed.newBuilder()
        .setAtUnixNs(unixNs(event.at()))
        .setEnding(
            switch (event.ending()) {
              case COMPLETED -> JournalWire.Ending.ENDING_COMPLETED;
              case STOPPED -> JournalWire.Ending.ENDING_STOPPED;
              case NOT_STARTED -> JournalWire.Ending.ENDING_NOT_STARTED;
              case REFUSED -> JournalWire.Ending.ENDING_REFUSED;
              case BEFORE_RUN_FAILED -> JournalWire.Ending.ENDING_BEFORE_RUN_FAILED;
            })
        .setDetail(event.detail())
        .build();
  }

  private static Closed closed(JournalWire.Closed wire) {
    Closed.Ending ending =
        switch (wire.getEnding()) {
          case ENDING_COMPLETED -> Closed.Ending.COMPLETED;
          case ENDING_STOPPED -> Closed.Ending.STOPPED;
          case ENDING_NOT_STARTED -> Closed.Ending.NOT_STARTED;
          case ENDING_REFUSED -> Closed.Ending.REFUSED;
          case ENDING_BEFORE_RUN_FAILED -> Closed.Ending.BEFORE_RUN_FAILED;
          case ENDING_UNSPECIFIED, UNRECOGNIZED ->
              throw new IllegalArgumentException("a run that ended in no known way");
        };
    return new Closed(instant(wire.getAtUnixNs()), ending, wire.getDetail());
  }

  /// From 1677 to 2262; an instant outside of that is a mistake, and an [ArithmeticException].
  private static long unixNs(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), SECOND_NS), instant.getNano());
  }

  private static Instant instant(long unixNs) {
    return Instant.ofEpochSecond(
        Math.floorDiv(unixNs, SECOND_NS), Math.floorMod(unixNs, SECOND_NS));
  }
}
