package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong plans (`wrong/NAME.yaml`) and all that is to be said about each (`wrong/NAME.expected`).
final class PlanCorpusTest {
  private static final Path WRONG = Path.of("src/test/resources/dev/spate/coordinator/plan/wrong");

  static List<String> wrongPlans() throws IOException {
    try (Stream<Path> files = Files.list(WRONG)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  static String text(String name) throws IOException {
    return Files.readString(WRONG.resolve(name + ".yaml"));
  }

  @ParameterizedTest
  @MethodSource("wrongPlans")
  void saysExactlyWhatIsWrong(String name) throws IOException {
    String said =
        Plans.problems(text(name)).stream()
            .map(problem -> problem.describe("plan.yaml") + "\n")
            .collect(Collectors.joining());
    assertThat(said).isEqualTo(Files.readString(WRONG.resolve(name + ".expected")));
  }

  @ParameterizedTest
  @MethodSource("wrongPlans")
  void pointsIntoTheText(String name) throws IOException {
    String text = text(name);
    List<String> lines = text.lines().toList();
    for (Problem problem : Plans.problems(text)) {
      assertThat(problem.line()).isBetween(1, lines.size() + 1);
      int width = problem.line() > lines.size() ? 0 : lines.get(problem.line() - 1).length();
      assertThat(problem.column()).isBetween(1, width + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("wrongPlans")
  void saysTheSameWhereLinesEndAsOnWindows(String name) throws IOException {
    String text = text(name).replace("\r\n", "\n");
    assertThat(Plans.problems(text.replace("\n", "\r\n"))).isEqualTo(Plans.problems(text));
  }

  @Test
  void holdsManyPlans() throws IOException {
    assertThat(wrongPlans()).hasSizeGreaterThan(60);
  }
}
