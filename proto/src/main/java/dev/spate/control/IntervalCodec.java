package dev.spate.control;

import static dev.spate.control.Limits.notNegative;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.wire.MeasureWire;

/// [Interval] on the wire. What comes in has no negative count, index or slot, and histograms that
/// can be added up.
public final class IntervalCodec {
  private IntervalCodec() {}

  public static MeasureWire.Interval toWire(Interval interval) {
    return MeasureWire.Interval.newBuilder()
        .setWorker(interval.worker())
        .setIncarnation(interval.incarnation())
        .setSequence(interval.sequence())
        .setUntilNs(interval.untilNs())
        .addAllArrivals(interval.arrivals().stream().map(IntervalCodec::arrivals).toList())
        .addAllRequests(interval.requests().stream().map(RequestDeltaCodec::toWire).toList())
        .setHealth(health(interval.health()))
        .addAllSamples(interval.samples().stream().map(IntervalCodec::sample).toList())
        .setDeal(interval.deal())
        .addAllGroups(interval.groups().stream().map(RequestDeltaCodec::toWire).toList())
        .build();
  }

  /// @throws IllegalArgumentException where it is no valid report
  public static Interval fromWire(MeasureWire.Interval wire) {
    return new Interval(
        Limits.name(wire.getWorker(), "worker"),
        wire.getIncarnation(),
        notNegative(wire.getSequence(), "sequence"),
        notNegative(wire.getUntilNs(), "until_ns"),
        wire.getArrivalsList().stream().map(IntervalCodec::arrivals).toList(),
        wire.getRequestsList().stream().map(RequestDeltaCodec::fromWire).toList(),
        health(wire.getHealth()),
        wire.getSamplesList().stream().map(IntervalCodec::sample).toList(),
        notNegative(wire.getDeal(), "deal"),
        wire.getGroupsList().stream().map(RequestDeltaCodec::fromWire).toList());
  }

  private static MeasureWire.ArrivalDelta arrivals(ArrivalDelta delta) {
    ArrivalCounts counts = delta.counts();
    return MeasureWire.ArrivalDelta.newBuilder()
        .setPhase(delta.phase())
        .setSlot(delta.slot())
        .setPlanned(counts.planned())
        .setBegun(counts.begun())
        .setCompleted(counts.completed())
        .setInterrupted(counts.interrupted())
        .setDropped(counts.dropped())
        .setMissed(counts.missed())
        .setLost(counts.lost())
        .build();
  }

  private static ArrivalDelta arrivals(MeasureWire.ArrivalDelta wire) {
    return new ArrivalDelta(
        notNegative(wire.getPhase(), "phase"),
        notNegative(wire.getSlot(), "slot"),
        new ArrivalCounts(
            notNegative(wire.getPlanned(), "planned"),
            notNegative(wire.getBegun(), "begun"),
            notNegative(wire.getCompleted(), "completed"),
            notNegative(wire.getInterrupted(), "interrupted"),
            notNegative(wire.getDropped(), "dropped"),
            notNegative(wire.getMissed(), "missed"),
            notNegative(wire.getLost(), "lost")));
  }

  private static MeasureWire.ErrorSample sample(ErrorSample sample) {
    return MeasureWire.ErrorSample.newBuilder()
        .setRequest(sample.request())
        .setOutcome(sample.outcome().id())
        .setStatus(sample.status())
        .setAtNs(sample.atNs())
        .setText(sample.text())
        .build();
  }

  private static ErrorSample sample(MeasureWire.ErrorSample wire) {
    return new ErrorSample(
        Limits.name(wire.getRequest(), "request"),
        RequestDeltaCodec.outcome(wire.getOutcome()),
        notNegative(wire.getStatus(), "a status"),
        notNegative(wire.getAtNs(), "at_ns"),
        wire.getText());
  }

  private static MeasureWire.WorkerHealth health(WorkerHealth health) {
    return MeasureWire.WorkerHealth.newBuilder()
        .setScheduleLag(LatenciesCodec.toWire(health.scheduleLag()))
        .setConnectTime(LatenciesCodec.toWire(health.connectTime()))
        .setTlsTime(LatenciesCodec.toWire(health.tlsTime()))
        .setCpu(health.cpu())
        .setLoopCpu(health.loopCpu())
        .setGcPauseMaxNs(health.gcPauseMaxNs())
        .setInFlight(health.inFlight())
        .setConnections(health.connections())
        .setStalls(stalls(health.stalls()))
        .setOccupancy(occupancy(health.occupancy()))
        .build();
  }

  private static WorkerHealth health(MeasureWire.WorkerHealth wire) {
    return new WorkerHealth(
        LatenciesCodec.fromWire(wire.getScheduleLag(), Resolution.NANOSECOND),
        LatenciesCodec.fromWire(wire.getConnectTime(), Resolution.MICROSECOND),
        LatenciesCodec.fromWire(wire.getTlsTime(), Resolution.MICROSECOND),
        wire.getCpu(),
        wire.getLoopCpu(),
        notNegative(wire.getGcPauseMaxNs(), "gc_pause_max_ns"),
        notNegative(wire.getInFlight(), "in_flight"),
        notNegative(wire.getConnections(), "connections"),
        stalls(wire.getStalls()),
        occupancy(wire.getOccupancy()));
  }

  private static MeasureWire.Stalls stalls(Stalls stalls) {
    return MeasureWire.Stalls.newBuilder()
        .setSafepointNs(stalls.safepointNs())
        .setLoopPauseMaxNs(stalls.loopPauseMaxNs())
        .setCpuWait(stalls.cpuWait())
        .setSteal(stalls.steal())
        .build();
  }

  private static Stalls stalls(MeasureWire.Stalls wire) {
    return new Stalls(
        notNegative(wire.getSafepointNs(), "safepoint_ns"),
        notNegative(wire.getLoopPauseMaxNs(), "loop_pause_max_ns"),
        wire.getCpuWait(),
        wire.getSteal());
  }

  private static MeasureWire.Occupancy occupancy(Occupancy occupancy) {
    return MeasureWire.Occupancy.newBuilder()
        .setRequestNs(occupancy.requestNs())
        .setUnendedNs(occupancy.unendedNs())
        .build();
  }

  private static Occupancy occupancy(MeasureWire.Occupancy wire) {
    return new Occupancy(
        notNegative(wire.getRequestNs(), "request_ns"),
        notNegative(wire.getUnendedNs(), "unended_ns"));
  }
}
