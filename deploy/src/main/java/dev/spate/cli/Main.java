package dev.spate.cli;

import dev.spate.node.LocalNodes;
import dev.spate.worker.http.dial.SystemLookup;
import java.nio.file.Path;
import java.util.Map;

/// The process.
public final class Main {
  private static final int DEFAULT_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 40;

  private Main() {}

  /// Runs a command line in the real world and ends the process.
  public static void main(String... arguments) {
    SystemLookup.keepNothing(); // before anything is looked up, or it is too late
    System.exit(Spate.run(realWorld(), arguments));
  }

  private static World realWorld() {
    return new World(
        System.in,
        System.out,
        System.err,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        columns(System.getenv()),
        Boolean.getBoolean("spate.terminal.out"),
        new ProcessSignals(),
        LocalNodes::start);
  }

  /// The launcher says what is a terminal; Java only knows of all three together.
  private static int columns(Map<String, String> environment) {
    if (!Boolean.getBoolean("spate.terminal.err") || "dumb".equals(environment.get("TERM"))) {
      return 0;
    }
    String said = environment.getOrDefault("COLUMNS", "");
    String found = System.getProperty("spate.terminal.columns", "");
    try {
      int columns = Integer.parseInt(said.isEmpty() ? found : said);
      return columns < 1 ? DEFAULT_COLUMNS : Math.max(LEAST_COLUMNS, columns);
    } catch (NumberFormatException _) {
      return DEFAULT_COLUMNS;
    }
  }
}
