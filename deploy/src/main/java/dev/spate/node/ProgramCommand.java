package dev.spate.node;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this program once more: by the launcher that started it, or else, as in tests, by
/// the same `java` with the same class path.
public final class ProgramCommand {
  /// The system property in which the launcher leaves its own path.
  public static final String LAUNCHER = "spate.launcher";

  private static final String MAIN = "dev.spate.cli.Main";

  private ProgramCommand() {}

  /// The command line for these arguments.
  public static List<String> of(List<String> arguments) {
    List<String> command = new ArrayList<>();
    String launcher = System.getProperty(LAUNCHER, "");
    if (launcher.isEmpty()) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(flag -> !flag.startsWith("-agentlib") && !flag.startsWith("-javaagent"))
          .forEach(command::add);
      command.add("-cp");
      command.add(System.getProperty("java.class.path"));
      command.add(MAIN);
    } else {
      command.add(launcher);
    }
    command.addAll(arguments);
    return List.copyOf(command);
  }
}
