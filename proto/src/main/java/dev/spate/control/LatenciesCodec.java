package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.measure.Latencies;
import dev.spate.measure.Resolution;
import dev.spate.wire.MeasureWire;

/// [Latencies] on the wire. The resolution is not sent: the field that they stand in says it.
final class LatenciesCodec {
  private LatenciesCodec() {}

  static MeasureWire.Latencies toWire(Latencies latencies) {
    return MeasureWire.Latencies.newBuilder()
        .setCompressedV2(ByteString.copyFrom(latencies.encoded()))
        .setSaturated(latencies.saturated())
        .build();
  }

  static Latencies fromWire(MeasureWire.Latencies wire, Resolution resolution) {
    return Latencies.fromEncoded(
        wire.getCompressedV2().asReadOnlyByteBuffer(), resolution, wire.getSaturated());
  }
}
