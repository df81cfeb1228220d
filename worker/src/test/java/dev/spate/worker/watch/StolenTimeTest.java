package dev.spate.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StolenTimeTest {
  @TempDir private Path dir;

  private Path stat(String text) throws IOException {
    return Files.writeString(dir.resolve("stat"), text);
  }

  @Test
  void isTheStolenPartOfTheTicksSinceTheLastTime() throws IOException {
    StolenTime stolen =
        new StolenTime(
            stat("cpu  1000 20 300 4000 50 6 70 80 900 9\ncpu0 500 1 1 1 1 1 1 1 0 0\n"));
    // 100 ticks of user, 40 idle, 60 stolen; those of guests are in the ones of user.
    var _ = stat("cpu  1100 20 300 4040 50 6 70 140 990 9\n");

    assertThat(stolen.shareSinceLast()).isEqualTo(0.3, within(1e-9));
    assertThat(stolen.shareSinceLast()).as("nothing passed").isZero();
  }

  @Test
  void isZeroWhereTheSystemDoesNotSay() throws IOException {
    assertThat(new StolenTime(dir.resolve("none")).shareSinceLast()).isZero();
    assertThat(new StolenTime(stat("")).shareSinceLast()).isZero();
    assertThat(new StolenTime(stat("cpu  1 2 3 4\n")).shareSinceLast()).isZero();
    assertThat(new StolenTime(stat("cpu  1 2 3 4 5 6 7 many\n")).shareSinceLast()).isZero();
  }
}
