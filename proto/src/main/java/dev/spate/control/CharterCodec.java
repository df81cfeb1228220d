package dev.spate.control;

import java.util.List;
import org.apache.pekko.util.ByteString;

/// The records of a charter on the wire.
final class CharterCodec {
  private CharterCodec() {}

  static List<com.google.protobuf.ByteString> toWire(List<ByteString> records) {
    return records.stream()
        .map(each -> com.google.protobuf.ByteString.copyFrom(each.toArray()))
        .toList();
  }

  static List<ByteString> fromWire(List<com.google.protobuf.ByteString> wire) {
    return wire.stream().map(each -> ByteString.fromArray(each.toByteArray())).toList();
  }
}
