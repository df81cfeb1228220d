package dev.spate.coordinator.report.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.coordinator.report.RunsOnDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WrittenReportsTest {
  @TempDir Path dir;

  @Test
  void madeTheDirectory() {
    assertThat(dir.getFileName().toString()).startsWith(WrittenReports.PREFIX);
  }

  @Test
  void findsWhatSpateWroteAndRefusesWhatIsDifferent() throws IOException {
    Path run = RunsOnDisk.write(dir.resolve("results"), "20261122-155501-aaaa", 3, 1, 0, "");
    Path report = run.resolve("report.json");
    Path other = Files.createDirectories(dir.resolve("other")).resolve("report.json");
    Files.writeString(other, "{\"format\":\"spate-report/1\"}");

    assertThat(WrittenReports.reportsIn(dir)).containsExactly(report);
    ReportCheck.check(report);
    String text = Files.readString(report);
    Files.writeString(report, text.replace("\"exitCode\" : 0", "\"exitCode\" : \"none\""));
    assertThatThrownBy(() -> ReportCheck.check(report))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("exitCode");
    Files.writeString(report, text);
  }
}
