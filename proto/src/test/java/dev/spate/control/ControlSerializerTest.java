package dev.spate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message of the sealed protocols through Pekko's own serialization, as `reference.conf`
/// sets it up, on a node where the names of actors are those of remote ones.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ControlSerializerTest {
  private final ActorTestKit kit = ActorTestKit.create("serializer", Nodes.CONFIG);
  private final List<Object> messages = new ArrayList<>();
  private Serialization serialization;
  private ControlSerializer serializer;

  @BeforeAll
  void makeOneOfEachMessage() {
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    serializer = new ControlSerializer(serialization.system());
    messages.addAll(
        Samples.workerMessages(
            kit.createTestProbe(RunProtocol.class).ref(),
            kit.createTestProbe(FleetProtocol.class).ref()));
    messages.addAll(Samples.runMessages());
    messages.addAll(Samples.fleetMessages(kit.createTestProbe(WorkerProtocol.class).ref()));
  }

  @AfterAll
  void stop() {
    kit.shutdownTestKit();
  }

  List<Object> messages() {
    return messages;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void comesBackAsItWas(Object message) throws NotSerializableException {
    var found = serialization.findSerializerFor(message);

    assertThat(found).isInstanceOf(ControlSerializer.class);
    String manifest = Serializers.manifestFor(found, message);
    byte[] bytes = serialization.serialize(message).get();
    assertThat(serialization.deserialize(bytes, found.identifier(), manifest).get())
        .isEqualTo(message);
  }

  @Test
  void everyMessageOfTheProtocolsIsTested() {
    Set<Class<?>> permitted =
        Stream.of(WorkerProtocol.class, RunProtocol.class, FleetProtocol.class)
            .flatMap(protocol -> Stream.of(protocol.getPermittedSubclasses()))
            .collect(Collectors.toSet());

    assertThat(messages.stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(permitted);
  }

  @Test
  void namesAnUnknownManifest() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "zz"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("'zz'");
  }

  @Test
  void namesAClassThatIsNotOurs() {
    assertThatThrownBy(() -> serializer.toBinary("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> serializer.manifest("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  @Test
  void refusesAMessageWithNothingInIt() {
    for (String manifest : List.of("w", "r", "f")) {
      assertThatThrownBy(() -> serializer.fromBinary(new byte[0], manifest))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no known kind");
    }
  }

  @Test
  void refusesAMessageThatNoFrameHolds() {
    var prepare =
        new WorkerProtocol.Prepare(
            "r-1",
            1,
            Samples.planOfSize(6 << 20),
            Samples.LANES,
            kit.createTestProbe(RunProtocol.class).ref());

    assertThatThrownBy(() -> serializer.toBinary(prepare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 5242880 bytes")
        .hasMessageContaining("Prepare");
    assertThatThrownBy(() -> serializer.fromBinary(new byte[6 << 20], "w"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 5242880 bytes");
  }

  /// Bytes are changed, cut out and put in at random places. Whatever comes of it is a message or
  /// one of the two documented exceptions; anything else fails the test as it is.
  @ParameterizedTest
  @MethodSource("messages")
  void survivesHostileBytes(Object message) {
    byte[] valid = serializer.toBinary(message);
    String manifest = serializer.manifest(message);
    long seed = 20_261_122;
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] mutated = Mutations.of(valid, random);
      try {
        assertThat(serializer.fromBinary(mutated, manifest)).isNotNull();
      } catch (IllegalArgumentException | NotSerializableException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).as("a test that changes nothing proves nothing").isPositive();
  }
}
