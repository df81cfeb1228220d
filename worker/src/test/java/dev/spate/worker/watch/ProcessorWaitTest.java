package dev.spate.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorWaitTest {
  @TempDir private Path dir;

  @Test
  void isWhatTheSchedulerAdded() throws IOException {
    Path schedstat = Files.writeString(dir.resolve("schedstat"), "5000000 1000 12\n");
    ProcessorWait wait = new ProcessorWait(schedstat);
    Files.writeString(schedstat, "9000000 3500 40\n");

    assertThat(wait.sinceLastNs()).isEqualTo(2_500);
    assertThat(wait.sinceLastNs()).isZero();
    Files.delete(schedstat);
    assertThat(wait.sinceLastNs()).as("the thread has ended").isZero();
  }

  @Test
  void isZeroWhereTheSystemDoesNotSay() throws IOException {
    assertThat(new ProcessorWait(null).sinceLastNs()).isZero();
    Path odd = Files.writeString(dir.resolve("schedstat"), "what?\n");
    assertThat(new ProcessorWait(odd).sinceLastNs()).isZero();
  }

  /// More threads than processors that all want one: somebody waits, and another thread sees it.
  @Test
  @EnabledOnOs(OS.LINUX)
  void growsForAThreadThatHasToShareItsProcessor() {
    AtomicBoolean open = new AtomicBoolean(true);
    CompletableFuture<ProcessorWait> first = new CompletableFuture<>();
    for (int i = 0; i <= Runtime.getRuntime().availableProcessors(); i++) {
      var _ =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                first.complete(ProcessorWait.ofThisThread());
                while (open.get()) {
                  Thread.onSpinWait();
                }
              });
    }
    try {
      ProcessorWait wait = first.orTimeout(30, TimeUnit.SECONDS).join();
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> wait.sinceLastNs() > 1_000_000);
    } finally {
      open.set(false);
    }
  }
}
