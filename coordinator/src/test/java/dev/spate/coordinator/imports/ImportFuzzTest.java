package dev.spate.coordinator.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spate.coordinator.plan.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Recordings, descriptions and command lines that Jazzer makes up: each makes a plan that can be
/// run, or a sentence says why not, and soon.
final class ImportFuzzTest {
  private static final long MOST_NS = 20_000_000_000L;
  private static final Path SOURCES = Path.of("src/test/resources/dev/spate/coordinator/imports");

  static Stream<Arguments> samples() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(ImportFuzzTest::bytes)
          .map(sample -> Arguments.of((Object) sample))
          .toList()
          .stream();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @MethodSource("samples")
  @FuzzTest(maxDuration = "5m")
  void anythingOfAnyKind(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    long startNs = System.nanoTime();
    read(text, Optional.empty());
    for (ImportKind kind : ImportKind.values()) {
      read(text, Optional.of(kind));
    }
    assertThat(System.nanoTime() - startNs).isLessThan(MOST_NS);
  }

  private static void read(String text, Optional<ImportKind> kind) {
    try {
      PlanImport made = PlanImport.of(text, kind);
      assertThat(Plans.plan(made.yaml()).requestNames()).isNotEmpty();
    } catch (ImportException wrong) {
      assertThat(wrong.getMessage())
          .isNotBlank()
          .doesNotContain("\tat ", "not a plan that can be run");
    }
  }
}
