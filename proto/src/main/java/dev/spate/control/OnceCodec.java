package dev.spate.control;

import static dev.spate.control.Limits.notNegative;

import dev.spate.control.RunProtocol.WentThrough;
import dev.spate.plan.Once;
import dev.spate.plan.SharedValues;
import dev.spate.wire.ControlWire;
import java.util.LinkedHashMap;
import java.util.Map;

/// What happens once in a run, on the wire.
public final class OnceCodec {
  private OnceCodec() {}

  static ControlWire.WentThrough toWire(WentThrough message) {
    return ControlWire.WentThrough.newBuilder()
        .setRun(message.run())
        .setWorker(message.worker())
        .setPart(toWire(message.part()))
        .setValues(toWire(message.values()))
        .setRequests(message.requests())
        .setTookNs(message.tookNs())
        .setProblem(message.problem())
        .build();
  }

  static WentThrough fromWire(ControlWire.WentThrough wire) {
    return new WentThrough(
        Limits.name(wire.getRun(), "run"),
        Limits.name(wire.getWorker(), "worker"),
        fromWire(wire.getPart()),
        fromWire(wire.getValues()),
        notNegative(wire.getRequests(), "requests"),
        notNegative(wire.getTookNs(), "took_ns"),
        wire.getProblem());
  }

  public static ControlWire.OncePart toWire(Once.Part part) {
    return switch (part) {
      case BEFORE -> ControlWire.OncePart.ONCE_PART_BEFORE;
      case AFTER -> ControlWire.OncePart.ONCE_PART_AFTER;
    };
  }

  /// @throws IllegalArgumentException where it is no known part
  public static Once.Part fromWire(ControlWire.OncePart wire) {
    return switch (wire) {
      case ONCE_PART_BEFORE -> Once.Part.BEFORE;
      case ONCE_PART_AFTER -> Once.Part.AFTER;
      case ONCE_PART_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("an unknown part of what happens once");
    };
  }

  static ControlWire.SharedValues toWire(SharedValues values) {
    ControlWire.SharedValues.Builder wire = ControlWire.SharedValues.newBuilder();
    values.byName().forEach((name, value) -> wire.addValuesBuilder().setName(name).setValue(value));
    return wire.build();
  }

  static SharedValues fromWire(ControlWire.SharedValues wire) {
    Map<String, String> values = new LinkedHashMap<>();
    wire.getValuesList().forEach(each -> values.put(each.getName(), each.getValue()));
    return values.isEmpty() ? SharedValues.NONE : new SharedValues(values);
  }
}
