package dev.spate.control;

import static dev.spate.control.Limits.notNegative;

import dev.spate.measure.Latencies;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.wire.MeasureWire;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// [RequestDelta] on the wire. Outcomes go by their fixed names.
final class RequestDeltaCodec {
  private RequestDeltaCodec() {}

  static MeasureWire.RequestDelta toWire(RequestDelta delta) {
    MeasureWire.RequestDelta.Builder wire =
        MeasureWire.RequestDelta.newBuilder()
            .setPhase(delta.phase())
            .setRequest(delta.request())
            .setSlot(delta.slot())
            .setStarted(delta.started())
            .setRetried(delta.retried())
            .putAllStatuses(delta.statuses())
            .setBytesSent(delta.bytesSent())
            .setBytesReceived(delta.bytesReceived())
            .setSucceeded(LatenciesCodec.toWire(delta.succeeded()))
            .setFailed(LatenciesCodec.toWire(delta.failed()))
            .setCensored(LatenciesCodec.toWire(delta.censored()))
            .setService(LatenciesCodec.toWire(delta.service()))
            .setFirstByte(LatenciesCodec.toWire(delta.firstByte()));
    delta.outcomes().forEach((outcome, count) -> wire.putOutcomes(outcome.id(), count));
    return wire.build();
  }

  static RequestDelta fromWire(MeasureWire.RequestDelta wire) {
    return new RequestDelta(
        notNegative(wire.getPhase(), "phase"),
        notNegative(wire.getRequest(), "request"),
        notNegative(wire.getSlot(), "slot"),
        notNegative(wire.getStarted(), "started"),
        notNegative(wire.getRetried(), "retried"),
        outcomes(wire.getOutcomesMap()),
        statuses(wire.getStatusesMap()),
        notNegative(wire.getBytesSent(), "bytes_sent"),
        notNegative(wire.getBytesReceived(), "bytes_received"),
        microseconds(wire.getSucceeded()),
        microseconds(wire.getFailed()),
        microseconds(wire.getCensored()),
        microseconds(wire.getService()),
        microseconds(wire.getFirstByte()));
  }

  private static Map<Outcome, Long> outcomes(Map<String, Long> wire) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    wire.forEach((id, count) -> outcomes.put(outcome(id), notNegative(count, id)));
    return outcomes;
  }

  static Outcome outcome(String id) {
    return Outcome.named(id)
        .orElseThrow(() -> new IllegalArgumentException("no such outcome: '" + id + "'"));
  }

  private static Map<Integer, Long> statuses(Map<Integer, Long> wire) {
    Map<Integer, Long> statuses = new HashMap<>();
    wire.forEach((status, count) ->
        statuses.put(notNegative(status, "a status"), notNegative(count, "status " + status)));
    return statuses;
  }

  private static Latencies microseconds(MeasureWire.Latencies wire) {
    return LatenciesCodec.fromWire(wire, Resolution.MICROSECOND);
  }
}
