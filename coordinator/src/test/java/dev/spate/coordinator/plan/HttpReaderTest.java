package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpReaderTest {
  private static HttpOptions read(String http) {
    return Plans.accepted(
            """
            target: http://127.0.0.1:8080
            http: %s
            phases: [{ arrivalRate: 20/s, duration: 30s }]
            scenarios: { visit: { flow: [{ get: / }] } }
            """
                .formatted(http))
        .plan()
        .http();
  }

  @ParameterizedTest
  @EnumSource
  void readsTheProtocolByItsName(Protocol protocol) {
    assertThat(read("{ protocol: " + protocol.id() + " }").protocol()).isEqualTo(protocol);
  }

  @Test
  void readsHowManyStreamsAConnectionHas() {
    assertThat(read("{ connections: { perWorker: 64, streams: 10 } }").connections())
        .satisfies(connections -> {
          assertThat(connections.perWorker()).isEqualTo(64);
          assertThat(connections.streams()).isEqualTo(10);
        });
  }
}
