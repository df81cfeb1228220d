package dev.spate.control;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.spate.wire.ControlWire;
import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/// Turns the sealed protocols into Protocol Buffers and back, one manifest a protocol. Pekko makes
/// it from `reference.conf`; it may be called from several threads.
///
/// Whatever bytes come in, the answer is a valid message, a [NotSerializableException] (a manifest
/// of another version) or an [IllegalArgumentException] that says what is wrong; Pekko logs these
/// and drops the message.
public final class ControlSerializer extends SerializerWithStringManifest {
  /// Stays as it is: nodes know each other's serializers by it. Pekko's own are below 41.
  static final int IDENTIFIER = 7071;

  private static final String WORKER = "w";
  private static final String RUN = "r";
  private static final String FLEET = "f";

  private final WorkerMessageCodec workers;
  private final FleetMessageCodec fleet;

  public ControlSerializer(ExtendedActorSystem system) {
    Actors actors = new Actors(system);
    this.workers = new WorkerMessageCodec(actors);
    this.fleet = new FleetMessageCodec(actors);
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return switch (message) {
      case WorkerProtocol _ -> WORKER;
      case RunProtocol _ -> RUN;
      case FleetProtocol _ -> FLEET;
      default -> throw notOurs(message);
    };
  }

  /// @throws IllegalArgumentException for a message that is not of these protocols, or too large
  @Override
  public byte[] toBinary(Object message) {
    MessageLite wire =
        switch (message) {
          case WorkerProtocol command -> workers.toWire(command);
          case RunProtocol report -> RunMessageCodec.toWire(report);
          case FleetProtocol introduction -> fleet.toWire(introduction);
          default -> throw notOurs(message);
        };
    requireFits(wire.getSerializedSize(), message.getClass().getName());
    return wire.toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    requireFits(bytes.length, "manifest " + manifest);
    try {
      return switch (manifest) {
        case WORKER -> workers.fromWire(ControlWire.WorkerMessage.parseFrom(bytes));
        case RUN -> RunMessageCodec.fromWire(ControlWire.RunMessage.parseFrom(bytes));
        case FLEET -> fleet.fromWire(ControlWire.FleetMessage.parseFrom(bytes));
        default ->
            throw new NotSerializableException(
                "no message has the manifest '" + manifest + "' in " + getClass().getName());
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(
          "not a message of manifest " + manifest + ": " + e.getMessage(), e);
    }
  }

  private static void requireFits(int bytes, String what) {
    if (bytes > Limits.MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "a message has at most "
              + Limits.MAX_MESSAGE_BYTES
              + " bytes, not "
              + bytes
              + ": "
              + what);
    }
  }

  private IllegalArgumentException notOurs(Object message) {
    return new IllegalArgumentException(
        getClass().getName() + " does not know " + message.getClass().getName());
  }
}
