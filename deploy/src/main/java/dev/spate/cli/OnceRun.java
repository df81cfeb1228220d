package dev.spate.cli;

import dev.spate.measure.Outcome;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.worker.ClientTokens;
import dev.spate.worker.TokenException;
import dev.spate.worker.Walked;
import dev.spate.worker.Walkthrough;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.Transport;
import dev.spate.worker.http.tls.TlsException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// `spate run --once`: each scenario once, each exchange on a line of its own, and with a trace
/// what was said. No cluster, no files.
final class OnceRun {
  private final Plan plan;
  private final List<String> allowTargets;
  private final PrintStream out;
  private int exchanges;
  private int failures;

  /// @param allowTargets host patterns and address ranges; empty for loopback and private addresses
  OnceRun(Plan plan, List<String> allowTargets, PrintStream out) {
    this.plan = plan;
    this.allowTargets = allowTargets;
    this.out = out;
  }

  /// Sends, and prints.
  ///
  /// @return [ExitCode#PASSED], or [ExitCode#THRESHOLDS_FAILED] where an exchange did not succeed
  int run(boolean trace) {
    Way way = resolve();
    Transport transport = Transport.usual();
    try (ClientTokens tokens = ClientTokens.of(plan, policy(), transport)) {
      tokens.keepFresh();
      Walkthrough.walk(
          plan,
          only ->
              trace
                  ? HttpRequesters.tapped(only, way, transport, new TraceText(out))
                  : HttpRequesters.create(only, way, transport),
          tokens,
          new Walkthrough.Listener() {
            @Override
            public void onScenario(Scenario scenario) {
              out.println("scenario " + scenario.name());
            }

            @Override
            public void onPart(Once.Part part) {
              out.println(part.key());
            }

            @Override
            public void onExchange(Walked exchange) {
              OnceRun.this.onExchange(exchange);
            }

            @Override
            public void onLog(String line) {
              out.println("  log: " + line);
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.code();
    } catch (TlsException | TokenException refused) {
      throw CliException.invalid(String.valueOf(refused.getMessage()), "");
    }
    out.println(conclusion());
    return (failures == 0 ? ExitCode.PASSED : ExitCode.THRESHOLDS_FAILED).code();
  }

  private Way resolve() {
    try {
      return new TargetResolver(policy()).resolve(plan);
    } catch (TargetException | IllegalArgumentException refused) {
      throw CliException.invalid(String.valueOf(refused.getMessage()), "");
    }
  }

  private TargetPolicy policy() {
    return allowTargets.isEmpty()
        ? TargetPolicy.loopbackAndPrivate()
        : TargetPolicy.parse(allowTargets);
  }

  private void onExchange(Walked exchange) {
    exchanges++;
    boolean failed = exchange.outcome() != Outcome.SUCCEEDED;
    failures += failed ? 1 : 0;
    out.println("  " + line(exchange, failed));
  }

  private static String line(Walked exchange, boolean failed) {
    String request = exchange.request().method() + " " + exchange.path();
    String name = exchange.request().name();
    StringBuilder line = new StringBuilder(request);
    if (exchange.status() == 0) {
      line.append(" -> no answer");
    } else {
      line.append(" -> ").append(exchange.status());
    }
    if (exchange.serviceNs() > 0) {
      line.append(" in ").append(milliseconds(exchange.serviceNs()));
    }
    if (exchange.firstByteNs() > 0) {
      line.append(" (first byte ").append(milliseconds(exchange.firstByteNs())).append(')');
    }
    line.append(", ").append(exchange.bytesReceived()).append(" bytes");
    if (exchange.retried()) {
      line.append(", sent twice");
    }
    if (failed) {
      line.append("  FAILED: ").append(exchange.outcome().id());
    }
    return name.equals(request) ? line.toString() : line.append("  [").append(name) + "]";
  }

  private static String milliseconds(long ns) {
    return String.format(Locale.ROOT, "%.2f ms", ns / 1e6);
  }

  private String conclusion() {
    String sent = exchanges == 1 ? "1 request" : exchanges + " requests";
    return failures == 0 ? sent + ", all succeeded" : sent + ", " + failures + " failed";
  }
}
