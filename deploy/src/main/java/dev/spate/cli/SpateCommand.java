package dev.spate.cli;

import dev.spate.node.Logs;
import java.util.concurrent.Callable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What all commands have in common.
abstract class SpateCommand implements Callable<Integer> {
  private final World world;

  @Mixin private final CommonOptions common = new CommonOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  SpateCommand(World world) {
    this.world = world;
  }

  /// Does the command's work.
  ///
  /// @return the exit code
  /// @throws CliException where it cannot be done
  protected abstract int execute();

  @Override
  public final Integer call() {
    try {
      Logs.setLevel(common.logLevel);
    } catch (IllegalArgumentException wrong) {
      throw CliException.invalid(wrong);
    }
    if (common.showConfig) {
      showConfig();
      return ExitCode.PASSED.code();
    }
    return execute();
  }

  private void showConfig() {
    IDefaultValueProvider provider = spec.defaultValueProvider();
    if (provider instanceof Configuration configuration) {
      configuration
          .inForce(spec)
          .forEach((key, found) ->
              world.out().printf("%-20s %-24s (%s)%n", key, found.value(), found.source()));
    }
  }

  final World world() {
    return world;
  }

  final String logLevel() {
    return common.logLevel;
  }

  final boolean debug() {
    return common.debug;
  }

  /// How this world likes to see progress.
  final ProgressView progress(boolean quiet) {
    if (quiet) {
      return ProgressView.NONE;
    }
    return world.terminal()
        ? new TerminalView(world.err(), world.columns(), colorsWelcome())
        : new ProgressLines(world.err());
  }

  /// Whether colors are welcome on standard output.
  final boolean colorfulOut() {
    return world.outIsTerminal() && colorsWelcome();
  }

  private boolean colorsWelcome() {
    return !common.noColor && world.environment().getOrDefault("NO_COLOR", "").isEmpty();
  }
}
