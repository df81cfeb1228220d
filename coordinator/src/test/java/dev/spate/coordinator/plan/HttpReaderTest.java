package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpReaderTest {
  private static HttpOptions read(String http) {
    return Plans.accepted(plan(http)).plan().http();
  }

  private static String plan(String http) {
    return """
    target: http://127.0.0.1:8080
    http: %s
    phases: [{ arrivalRate: 20/s, duration: 30s }]
    scenarios: { visit: { flow: [{ get: / }] } }
    """
        .formatted(http);
  }

  @ParameterizedTest
  @EnumSource
  void readsTheProtocolByItsName(Protocol protocol) {
    assertThat(read("{ protocol: " + protocol.id() + " }").protocol()).isEqualTo(protocol);
  }

  @Test
  void readsHowManyErrorsAreSampled() {
    assertThat(read("{ sampleErrors: 10 }").sampleErrors()).isEqualTo(10);
    assertThat(read("{ timeout: 2s }").sampleErrors()).isZero();
    assertThat(Plans.problems(plan("{ sampleErrors: 11 }")))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo("http.sampleErrors");
          assertThat(problem.message()).contains("0 to 10");
        });
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
