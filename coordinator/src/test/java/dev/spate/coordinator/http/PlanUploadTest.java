package dev.spate.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.plan.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanUploadTest {
  @Test
  void takesTextsAndBytes() {
    PlanUpload upload =
        PlanUpload.read(
            "{\"plan\":\"name: x\",\"files\":{\"a.csv\":\"ü\",\"b.png\":{\"base64\":\"/wAH\"}}}");
    assertThat(upload.plan()).isEqualTo("name: x");
    assertThat(upload.files())
        .containsEntry("a.csv", Octets.of("ü"))
        .containsEntry("b.png", Octets.of(new byte[] {-1, 0, 7}))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"plan\":\"x\"}",
        "{\"plan\":1,\"files\":{}}",
        "{\"plan\":\"x\",\"files\":[\"a\"]}",
        "{\"plan\":\"x\",\"files\":{\"a\":1}}",
        "{\"plan\":\"x\",\"files\":{\"a\":{\"base64\":7}}}",
        "{\"plan\":\"x\",\"files\":{\"a\":{\"base64\":\"#\"}}}",
      })
  void refusesWhatIsNone(String body) {
    assertThatThrownBy(() -> PlanUpload.read(body))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("base64");
  }
}
