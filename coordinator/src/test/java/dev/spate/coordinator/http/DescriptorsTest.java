package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
  @ParameterizedTest
  @CsvSource({
    "1048576, 80, 1024",
    "1024, 80, 688",
    "256, 76, 90",
    "90, 76, 8",
    "60, 76, 8",
    "9223372036854775807, 80, 1024"
  })
  void clientsLeaveDescriptorsForTheRest(long most, long open, int connections) {
    assertThat(Descriptors.forClients(most, open)).isEqualTo(connections);
  }
}
