package dev.spate.control;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.spate.measure.Interval;
import dev.spate.wire.MeasureWire;

/// Interval reports as bytes, for who keeps many of them.
public final class IntervalBytesCodec {
  private IntervalBytesCodec() {}

  public static byte[] of(Interval interval) {
    return IntervalCodec.toWire(interval).toByteArray();
  }

  /// @throws IllegalArgumentException where it is no valid report
  public static Interval toInterval(byte[] bytes) {
    try {
      return IntervalCodec.fromWire(MeasureWire.Interval.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an interval report", e);
    }
  }
}
