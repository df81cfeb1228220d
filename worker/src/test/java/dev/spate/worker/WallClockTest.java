package dev.spate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever sends and measures has a monotonic clock only, so a wall clock that is set by an hour
/// changes no schedule and no duration (ACCURACY A10). No test of a running worker could show that
/// without setting the clock of the machine: so it is held by the words of the source.
class WallClockTest {
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "currentTimeMillis|\\bClock\\.system|new Date\\(|\\b(Instant|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now");

  /// One tells the coordinator what its wall clock shows, for the report; one is what plans ask for
  /// by `${now()}`, and it goes into what is sent; and one finds out how long a cookie lasts that
  /// expires at a date.
  private static final Path[] EXCEPTIONS = {
    Path.of("dev/spate/worker/WorkerNode.java"),
    Path.of("dev/spate/worker/cookie/SetCookie.java"),
    Path.of("dev/spate/worker/template/Functions.java")
  };

  @Test
  void nothingThatSendsOrMeasuresReadsIt() throws IOException {
    assertThat(readersIn(Path.of("src/main/java"))).containsExactlyInAnyOrder(EXCEPTIONS);
    assertThat(readersIn(Path.of("../proto/src/main/java"))).isEmpty();
  }

  private static List<Path> readersIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> WALL_CLOCK.matcher(text(file)).find())
          .map(sources::relativize)
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
