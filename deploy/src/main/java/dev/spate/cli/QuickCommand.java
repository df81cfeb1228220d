package dev.spate.cli;

import dev.spate.coordinator.plan.QuickPlan;
import dev.spate.coordinator.plan.QuickPlan.Load;
import dev.spate.plan.Header;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spate quick`.
@Command(
    name = "quick",
    header = "Loads one URL, at a rate or with users in a loop.",
    abbreviateSynopsis = true,
    description = {""},
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  spate quick http://127.0.0.1:8080/ -r 500 -d 30s",
      "  spate quick http://127.0.0.1:8080/ -u 50 -d 30s --print-plan"
    })
final class QuickCommand extends SpateCommand {
  @Parameters(paramLabel = "URL", description = "What to request.")
  private String url = "";

  @Option(
      names = {"-r", "--rate"},
      paramLabel = "RATE",
      description = "Arrivals a second, or such as 600/m (default: 100).")
  private String rate = "";

  @Option(
      names = {"-u", "--users"},
      paramLabel = "N",
      description = "Users that each send one request after the other.")
  private int users;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private String duration = "30s";

  @Option(
      names = "--poisson",
      description = "Random arrivals, as of people who do not know each other.")
  private boolean poisson;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      defaultValue = "0",
      description = "The most connections of each worker.")
  private int connections;

  @Option(
      names = {"-X", "--method"},
      paramLabel = "METHOD",
      description = "Default: GET, or POST with --data.")
  private String method = "";

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description = "A header (repeatable).")
  private List<String> headers = new ArrayList<>();

  @Option(names = "--data", paramLabel = "TEXT", description = "The body.")
  private String body = "";

  @Option(
      names = "--print-plan",
      description = "Print the plan that this stands for, and do nothing.")
  private boolean printPlan;

  @Mixin private final RunOptions options = new RunOptions();

  QuickCommand(World world) {
    super(world);
  }

  @Override
  protected int execute() {
    String yaml =
        new QuickPlan("quick", url, load(), duration, connections, headers(), method, body).yaml();
    if (printPlan) {
      world().out().print(yaml);
      return ExitCode.PASSED.code();
    }
    PlanFile plan = new PlanFile("the plan of this command", yaml);
    plan.parsed(world().err());
    return new RunSession(world(), options, progress(options.quiet), colorfulOut(), logLevel())
        .run(plan)
        .exitCode();
  }

  private Load load() {
    if (users != 0 && (!rate.isEmpty() || poisson)) {
      throw CliException.invalid(
          "-u users send at their own pace, so there is no rate", "Use either -u, or -r.");
    }
    return users != 0
        ? new Load.Users(users)
        : new Load.Arrivals(rate.isEmpty() ? "100" : rate, poisson);
  }

  private List<Header> headers() {
    List<Header> parsed = new ArrayList<>();
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon <= 0) {
        throw CliException.invalid("'" + header + "' is not 'NAME: VALUE'", "");
      }
      try {
        parsed.add(
            new Header(header.substring(0, colon).strip(), header.substring(colon + 1).strip()));
      } catch (IllegalArgumentException wrong) {
        throw CliException.invalid("'" + header + "': " + wrong.getMessage(), "");
      }
    }
    return parsed;
  }
}
