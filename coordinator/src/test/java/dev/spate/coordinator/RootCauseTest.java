package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void isWhatStandsAtTheBottomInOneLine() {
    var bottom = new IOException("No space left\non device");

    assertThat(RootCause.of(new CompletionException(new UncheckedIOException(bottom))))
        .isEqualTo("IOException: No space left on device");
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    assertThat(RootCause.of(new CompletionException(new IllegalStateException())))
        .isEqualTo("IllegalStateException");
  }
}
