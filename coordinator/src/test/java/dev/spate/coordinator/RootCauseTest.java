package dev.spate.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void isWhatStandsAtTheBottomInOneLine() {
    var bottom = new IOException("No space left\non device");

    assertThat(RootCause.of(new CompletionException(new UncheckedIOException(bottom))))
        .isEqualTo("No space left on device");
  }

  @Test
  void theKindIsNamedWhereTheMessageIsNone() {
    assertThat(RootCause.of(new NoSuchFileException("/data/run")))
        .isEqualTo("NoSuchFileException: /data/run");
  }

  @Test
  void aFailureWithoutAMessageIsNamed() {
    assertThat(RootCause.of(new CompletionException(new IllegalStateException())))
        .isEqualTo("IllegalStateException");
  }
}
