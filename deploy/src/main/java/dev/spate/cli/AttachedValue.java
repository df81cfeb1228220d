package dev.spate.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// For an option whose value may be left out: only `--name=VALUE` has one, so what follows `--name`
/// is never taken for it.
final class AttachedValue implements IParameterPreprocessor {
  @Override
  @SuppressWarnings("JdkObsolete") // picocli's own signature
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    if (option instanceof OptionSpec spec && " ".equals(info.get("separator"))) {
      args.push(spec.fallbackValue());
    }
    return false; // picocli goes on with what is there now
  }
}
