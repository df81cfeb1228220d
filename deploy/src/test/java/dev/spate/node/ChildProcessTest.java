package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/// On a script instead of the program.
@Isolated("sets a system property")
class ChildProcessTest {
  private static final Pattern READY = Pattern.compile("ready port=(\\d+)");
  private static final Duration LONG = Duration.ofSeconds(30);

  private @TempDir Path directory = Path.of("");

  @BeforeEach
  void putAScriptInThePlaceOfTheLauncher() throws IOException {
    Path script = directory.resolve("launcher");
    Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty(ProgramCommand.LAUNCHER, script.toString());
  }

  @AfterEach
  void removeTheScript() {
    System.clearProperty(ProgramCommand.LAUNCHER);
  }

  @Test
  void skipsWhatComesBeforeTheLineThatItWaitsFor() {
    List<String> output =
        List.of("Picked up JAVA_TOOL_OPTIONS", "", "ready port=7", "ready port=8");
    try (ChildProcess child = ChildProcess.start("a node", output)) {
      assertThat(child.awaitLine(READY, LONG).group(1)).isEqualTo("7");
    }
  }

  @Test
  void waitsNoLongerThanTheProcessLives() {
    try (ChildProcess child = ChildProcess.start("a node", List.of("nearly ready"))) {
      assertThatThrownBy(() -> child.awaitLine(READY, LONG))
          .isInstanceOf(NodeException.class)
          .hasMessage("a node ended during its start");
    }
  }
}
