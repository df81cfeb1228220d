package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TimerSlackTest {
  private static String slackOfThisThread() throws Exception {
    String task = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    return Files.readString(Path.of("/proc", task, "timerslack_ns")).strip();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isANanosecondAfterItIsRemoved() throws Exception {
    Object[] found = new Object[2];
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                found[0] = TimerSlack.remove();
                found[1] = slackOfThisThread();
              } catch (Exception e) {
                found[1] = e;
              }
            });
    thread.join();
    assertThat(found).containsExactly(true, "1");
  }
}
