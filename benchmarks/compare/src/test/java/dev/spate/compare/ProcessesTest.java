package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessesTest {
  private static final String HERE = processors();

  private static String processors() {
    try {
      return ProcFiles.field("self", "Cpus_allowed_list");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @Test
  void endsWhatItStartedAndLeavesNothingBehind() throws IOException, InterruptedException {
    Processes.Service service;
    Path directory;
    try (Processes processes = new Processes()) {
      directory = processes.directory();
      service =
          processes.start("service", HERE, Map.of("WORD", "ready"), "sh", "-c", "echo $WORD; cat");
      service.await("ready", 60);
      Files.createDirectories(directory.resolve("a/b"));
      assertThat(service.process().isAlive()).isTrue();
    }
    assertThat(service.process().isAlive()).isFalse();
    assertThat(directory).doesNotExist();
  }

  @Test
  void saysWhyAServiceDoesNotStart() throws IOException {
    try (Processes processes = new Processes()) {
      Processes.Service service =
          processes.start("service", HERE, Map.of(), "sh", "-c", "echo no such thing; exit 3");
      assertThatThrownBy(() -> service.await("ready", 60))
          .isInstanceOf(IOException.class)
          .hasMessage("no such thing");
    }
  }

  @Test
  void runsCommandsToTheirEnd() throws IOException, InterruptedException {
    try (Processes processes = new Processes()) {
      assertThat(processes.run(HERE, "echo", "word")).isEqualTo("word\n");
      assertThat(processes.attempt(HERE, "sh", "-c", "exit 3").code()).isEqualTo(3);
      assertThatThrownBy(() -> processes.run(HERE, "sh", "-c", "echo broken; exit 3"))
          .hasMessageContaining("ended with 3")
          .hasMessageContaining("broken");
    }
  }
}
