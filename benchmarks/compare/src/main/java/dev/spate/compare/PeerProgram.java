package dev.spate.compare;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load generators that Spate is compared with. Each sends from one thread for some seconds;
/// its processor time is that of the whole process.
enum PeerProgram {
  /// Closed loop over HTTP/1.1.
  WRK("wrk") {
    @Override
    List<String> command(String url, int connections, int seconds) {
      return List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", url);
    }

    @Override
    Throughput read(String text) {
      double requests = number(text, "(\\d+) requests in");
      if (text.contains("Non-2xx")) {
        throw new IllegalStateException("wrk got errors:\n" + text);
      }
      return new Throughput(
          requests, requests / number(text, "Requests/sec:\\s+([\\d.]+)"), cpuSeconds(text));
    }
  },
  /// Closed loop over HTTP/2, [#STREAMS] requests at a time on each connection.
  H2LOAD("h2load") {
    @Override
    List<String> command(String url, int connections, int seconds) {
      return List.of("h2load", "-t1", "-c" + connections, "-m" + STREAMS, "-D" + seconds, url);
    }

    @Override
    Throughput read(String text) {
      double failed = number(text, "(\\d+) failed");
      double requests = number(text, "(\\d+) succeeded");
      if (failed > 0) {
        throw new IllegalStateException("h2load got errors:\n" + text);
      }
      return new Throughput(requests, number(text, "finished in ([\\d.]+)s"), cpuSeconds(text));
    }
  };

  /// Requests at a time on an HTTP/2 connection.
  static final int STREAMS = 10;

  private static final String TIME = "TIMEFORMAT='cpu %U %S'; time ";

  private final String program;

  PeerProgram(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  Throughput run(Processes processes, String processor, String url, int connections, int seconds)
      throws IOException, InterruptedException {
    String command = String.join(" ", command(url, connections, seconds));
    return read(processes.run(processor, "bash", "-c", TIME + command));
  }

  abstract List<String> command(String url, int connections, int seconds);

  /// @param text what it printed, and bash's `time` after it
  abstract Throughput read(String text);

  private static double cpuSeconds(String text) {
    return number(text, "cpu ([\\d.]+) [\\d.]+") + number(text, "cpu [\\d.]+ ([\\d.]+)");
  }

  private static double number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in:\n" + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
