package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @Test
  void readsNamesAndAddresses() {
    assertThat(HostPort.parse("coordinator.example:7071"))
        .isEqualTo(new HostPort("coordinator.example", 7071));
    assertThat(HostPort.parse("[::1]:7071")).isEqualTo(new HostPort("::1", 7071));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:7071", "[fd00::7]:0", "host:65535"})
  void writesWhatItReads(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "host", ":7071", "host:", "host:x", "::1:7071", "http://host:1"})
  void refusesWhatIsNot(String text) {
    assertThatThrownBy(() -> HostPort.parse(text)).hasMessageContaining("is not HOST:PORT");
  }

  @Test
  void refusesAPortThatThereIsNot() {
    assertThatThrownBy(() -> HostPort.parse("host:65536")).hasMessageContaining("0 to 65535");
  }
}
