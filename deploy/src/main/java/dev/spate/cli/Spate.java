package dev.spate.cli;

import dev.spate.client.ClientException;
import dev.spate.node.NodeException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program as a function: from a world and arguments to an exit code.
@Command(
    name = "spate",
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = "Usage: spate COMMAND [OPTIONS]   (spate COMMAND --help for each)",
    header = "Spate: distributed HTTP load tests whose numbers can be trusted.",
    commandListHeading = "%n",
    optionListHeading = "%n",
    versionProvider = Spate.Version.class,
    footer = {
      "",
      "Exit codes: 0 passed, 99 thresholds failed, 104 invalid, 105 interrupted,",
      "120 degraded, 121 generator limited, 122 too few workers, 123 inconclusive.",
    })
public final class Spate implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Spate() {}

  /// Runs a command line.
  ///
  /// @return what the process exits with
  public static int run(World world, String... arguments) {
    PrintWriter out = new PrintWriter(world.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(world.err(), true, StandardCharsets.UTF_8);
    CommandLine line = commands(world);
    line.setOut(out).setErr(err).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(80).setUsageHelpAutoWidth(false);
    line.setParameterExceptionHandler((failure, _) -> explainArguments(world, failure));
    line.setExecutionExceptionHandler((failure, failed, _) ->
        explain(
            world,
            failure,
            failed.getCommand() instanceof SpateCommand command && command.debug()));
    try {
      Configuration configuration = Configuration.read(world, arguments, line.getCommandSpec());
      line.getSubcommands().values().forEach(sub -> sub.setDefaultValueProvider(configuration));
    } catch (CliException failure) {
      return explain(world, failure, List.of(arguments).contains("--debug"));
    }
    return line.execute(arguments);
  }

  private static CommandLine commands(World world) {
    CommandLine line = new CommandLine(new Spate());
    line.addSubcommand(new RunCommand(world));
    line.addSubcommand(new QuickCommand(world));
    line.addSubcommand(new NewCommand(world));
    line.addSubcommand(new ImportCommand(world));
    line.addSubcommand(new ValidateCommand(world));
    line.addSubcommand(new SchemaCommand(world));
    line.addSubcommand(new StatusCommand(world));
    line.addSubcommand(new StopCommand(world));
    line.addSubcommand(new ReportCommand(world));
    line.addSubcommand(new CompareCommand(world));
    line.addSubcommand(runs(world));
    line.addSubcommand(new TargetCommand(world));
    line.addSubcommand(new DemoCommand(world));
    line.addSubcommand(new CoordinatorCommand(world));
    line.addSubcommand(new WorkerCommand(world));
    return line;
  }

  private static CommandLine runs(World world) {
    return new CommandLine(new RunsCommand(world))
        .addSubcommand(new RunsDeleteCommand(world))
        .addSubcommand(new RunsPruneCommand(world));
  }

  private static int explainArguments(World world, ParameterException failure) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    world.err().println("spate: " + inWords(failure));
    List<String> suggestions =
        failure instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    if (!suggestions.isEmpty()) {
      world.err().println("Did you mean " + suggestions.getFirst() + "?");
    }
    world.err().println("See " + command + " --help.");
    return ExitCode.INVALID.code();
  }

  private static String inWords(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      boolean atRoot = failure.getCommandLine().getParent() == null;
      String what = first.startsWith("-") ? "option " : atRoot ? "command " : "use for ";
      return "there is no " + what + first;
    }
    return String.valueOf(failure.getMessage());
  }

  private static int explain(World world, Exception failure, boolean debug) {
    if (debug) {
      failure.printStackTrace(world.err());
    }
    return switch (failure) {
      case CliException known ->
          complain(world, String.valueOf(known.getMessage()), known.hint(), known.exitCode());
      case NodeException _, ClientException _ ->
          complain(world, String.valueOf(failure.getMessage()), "", ExitCode.BROKEN);
      default ->
          complain(
              world,
              "something broke: " + failure,
              debug ? "" : "This is a defect of Spate. Run again with --debug for more.",
              ExitCode.BROKEN);
    };
  }

  private static int complain(World world, String message, String hint, ExitCode code) {
    world.err().println("spate: " + message);
    if (!hint.isEmpty()) {
      world.err().println(hint);
    }
    return code.code();
  }

  /// Without a command: says which there are.
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /// The version of the program.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"spate " + dev.spate.control.Version.current()};
    }
  }
}
