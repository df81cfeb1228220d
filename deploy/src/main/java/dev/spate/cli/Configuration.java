package dev.spate.cli;

import dev.spate.coordinator.plan.PlanSecrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where options get their values from when they are not on the command line: `SPATE_*` environment
/// variables first, then a file. Option `--cluster-port` of the command `coordinator` is
/// `SPATE_CLUSTER_PORT`, and in the file `coordinator.cluster-port`, or `cluster-port` for every
/// command that has it.
final class Configuration implements IDefaultValueProvider {
  /// What only makes sense on a command line.
  private static final Set<String> NOT_CONFIGURABLE =
      Set.of("help", "version", "config", "show-config", "print-plan", "exit-with-stdin");

  /// Whose values may hold secrets, addresses with a token in them among them: that there is one is
  /// shown, but not which.
  private static final Set<String> SECRET =
      Set.of("e", "header", "webhook", "webhook-header", "otlp", "otlp-header");

  private final Map<String, String> environment;
  private final Properties file;
  private final String fileName;

  private Configuration(Map<String, String> environment, Properties file, String fileName) {
    this.environment = environment;
    this.file = file;
    this.fileName = fileName;
  }

  /// A value and where it comes from.
  record Found(String value, String source) {}

  /// Reads the file that `--config` names, else `SPATE_CONFIG`, else none.
  ///
  /// @throws CliException where it cannot be read, or has a key that is no option
  static Configuration read(World world, String[] arguments, CommandSpec root) {
    String name = fileNamed(arguments, world.environment().getOrDefault("SPATE_CONFIG", ""));
    Properties file = new Properties();
    if (!name.isEmpty()) {
      Path path = world.path(name);
      try (Reader reader = Files.newBufferedReader(path)) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException failure) {
        throw CliException.invalid(
            "cannot read the configuration " + path + ": " + failure.getMessage(),
            "It is named by --config or SPATE_CONFIG.");
      }
      refuseUnknownKeys(file, path, root);
    }
    return new Configuration(world.environment(), file, name);
  }

  private static String fileNamed(String[] arguments, String byEnvironment) {
    String name = byEnvironment;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        name = arguments[i + 1];
      } else if (arguments[i].startsWith("--config=")) {
        name = arguments[i].substring("--config=".length());
      }
    }
    return name;
  }

  private static void refuseUnknownKeys(Properties file, Path path, CommandSpec root) {
    Set<String> known = new java.util.TreeSet<>();
    root.subcommands()
        .forEach((command, line) ->
            line.getCommandSpec().options().stream()
                .map(Configuration::key)
                .filter(key -> !NOT_CONFIGURABLE.contains(key))
                .forEach(key -> {
                  known.add(key);
                  known.add(command + "." + key);
                }));
    for (String key : file.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw CliException.invalid(
            "the configuration " + path + " has a key that is no option: " + key,
            "Keys are the long names of options, such as log-level or worker.loops.");
      }
    }
  }

  private static String key(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Found found = find(argument);
    return found == null ? null : found.value();
  }

  private @Nullable Found find(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || NOT_CONFIGURABLE.contains(key(option))) {
      return null;
    }
    String key = key(option);
    String variable = "SPATE_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
    String fromEnvironment = environment.get(variable);
    if (fromEnvironment != null) {
      return new Found(fromEnvironment, variable);
    }
    String fromFile =
        file.getProperty(argument.command().name() + "." + key, file.getProperty(key));
    return fromFile == null ? null : new Found(fromFile, fileName);
  }

  /// What is in force for each option of a command that was parsed, and where it comes from.
  /// Secrets are masked.
  Map<String, Found> inForce(CommandSpec command) {
    Map<String, Found> all = new TreeMap<>();
    for (OptionSpec option : command.options()) {
      String key = key(option);
      if (NOT_CONFIGURABLE.contains(key) || option.hidden()) {
        continue;
      }
      all.put(key, new Found(shown(key, option.getValue()), source(command, option)));
    }
    return all;
  }

  private static String shown(String key, @Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean none = text.isEmpty() || text.equals("[]") || text.equals("{}");
    return SECRET.contains(key) && !none ? PlanSecrets.MASK : text;
  }

  private String source(CommandSpec command, OptionSpec option) {
    if (command.commandLine().getParseResult().hasMatchedOption(option)) {
      return "command line";
    }
    Found found = find(option);
    return found == null ? "default" : found.source();
  }
}
