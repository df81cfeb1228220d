package dev.spate.system;

import dev.spate.target.TargetServer;
import dev.spate.target.TargetSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The archive of loaded classes that `bin/spate` makes at the end of a run, and starts from: made
/// once, in the build's directory, before the system tests start a hundred processes. Without it
/// they start all the same.
final class ClassArchive {
  private static final Map<String, String> ENVIRONMENT = make();

  private ClassArchive() {}

  /// What a process needs in its environment to find it.
  static Map<String, String> environment() {
    return ENVIRONMENT;
  }

  private static Map<String, String> make() {
    Path cache = Path.of("target", "class-archive").toAbsolutePath();
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
    if (Files.isDirectory(cache)) {
      return environment;
    }
    try (TargetServer target = new TargetServer(TargetSettings.DEFAULT)) {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Spate.program().toString(), "quick", target.url(), "-r", "50/s", "-d", "1s")
              .directory(Path.of("target").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      builder.environment().remove("CI"); // where the program spares itself the making
      Process maker = builder.start();
      if (!maker.waitFor(2, TimeUnit.MINUTES)) {
        maker.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return environment;
  }
}
