package dev.spate.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MonotonicClockTest {
  @TempDir private Path dir;

  private Path boot(String id) throws IOException {
    return Files.writeString(dir.resolve("boot_id"), id + "\n");
  }

  private Path namespace(String name) throws IOException {
    Path link = dir.resolve(name);
    return Files.createSymbolicLink(link, Path.of(name));
  }

  @Test
  void isTheBootAndTheTimeNamespace() throws IOException {
    assertThat(MonotonicClock.read(boot("4f-1"), namespace("time:[1]"))).isEqualTo("4f-1 time:[1]");
  }

  @Test
  void isUnknownWhereTheKernelDoesNotSay() throws IOException {
    Path boot = boot("4f-1");
    assertThat(MonotonicClock.read(dir.resolve("absent"), namespace("time:[1]"))).isEmpty();
    assertThat(MonotonicClock.read(boot, dir.resolve("absent"))).isEmpty();
    assertThat(MonotonicClock.read(boot, boot)).as("no link").isEmpty();
  }

  @Test
  void anUnknownClockIsSharedWithNobody() {
    assertThat(MonotonicClock.isNamed("")).isFalse();
    assertThat(MonotonicClock.isNamed("another boot")).isFalse();
    assertThat(MonotonicClock.isNamed(MonotonicClock.name()))
        .isEqualTo(!MonotonicClock.name().isEmpty());
  }
}
