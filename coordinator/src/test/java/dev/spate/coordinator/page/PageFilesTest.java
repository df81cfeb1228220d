package dev.spate.coordinator.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PageFilesTest {
  private static final String LIST = "files.txt";

  @Test
  void theListNamesEveryFileInOrder() throws Exception {
    Path list = Path.of(requireNonNull(PageFiles.class.getResource(LIST)).toURI());
    Path directory = requireNonNull(list.getParent());
    try (Stream<Path> files = Files.walk(directory)) {
      List<String> there =
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .filter(name -> !name.equals(LIST) && !name.endsWith(".class"))
              .sorted()
              .toList();
      assertThat(PageFiles.names()).containsExactlyElementsOf(there);
    }
  }

  /// Nothing is loaded from elsewhere: the policy of the page would refuse it.
  @Test
  void noFileOfOursNamesAnotherHost() {
    for (String name : PageFiles.names()) {
      if (!name.startsWith("vendor/")) {
        assertThat(PageFiles.text(name)).as(name).doesNotContain("https://", "src=\"//");
      }
    }
  }
}
