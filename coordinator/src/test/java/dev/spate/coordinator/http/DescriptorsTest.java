package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {
  @ParameterizedTest
  @CsvSource({"140, 80, 30", "80, 80, 4", "60, 80, 4", "1048576, 80, 1024", "-1, 80, 1024"})
  void connectionsLeaveAsManyAsTheyTake(long limit, long open, int connections) {
    assertThat(Descriptors.forConnections(limit, open)).isEqualTo(connections);
  }

  @Test
  void thisProcessHasSome() {
    assertThat(Descriptors.forConnections()).isBetween(Descriptors.LEAST, Descriptors.MOST);
  }
}
