package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/// Processes that really run out of what a connection needs.
@Isolated("measures, or takes much of the machine")
@EnabledOnOs(OS.LINUX)
class RunningOutTest {
  /// Four ports, in a network of its own.
  private static final String FOUR_PORTS =
      "ip link set lo up && echo '40000 40003' > /proc/sys/net/ipv4/ip_local_port_range && ";

  /// A port that the warm-up used, and that the kernel may not have back yet.
  private static final int WARM_UP = 1;

  private static final Pattern LINE = Pattern.compile("([a-z_]+) connected=(\\d+)\\{(.*)}");

  @Test
  void withoutFileDescriptorsTheFailureHasThatName() throws IOException, InterruptedException {
    List<Matcher> lines = run(List.of("sh", "-c"), "ulimit -n 200 && ", "400", "0");
    assertThat(lines)
        .allSatisfy(line -> {
          int connected = Integer.parseInt(line.group(2));
          assertThat(connected).isBetween(1, 199);
          assertThat(line.group(3)).isEqualTo("no_file_descriptor=" + (400 - connected));
        });
  }

  @Test
  void withoutPortsTheFailureHasThatName() throws IOException, InterruptedException {
    List<Matcher> lines = run(ownNetwork(), FOUR_PORTS, "10", "20000");
    assertThat(lines)
        .allSatisfy(line -> {
          int connected = Integer.parseInt(line.group(2));
          assertThat(connected).isBetween(4 - WARM_UP, 4);
          assertThat(line.group(3)).isEqualTo("no_local_port=" + (10 - connected));
        });
  }

  @Test
  void sourceAddressesHavePortsOfTheirOwn() throws IOException, InterruptedException {
    List<Matcher> lines = run(ownNetwork(), FOUR_PORTS, "10", "20000", "127.0.0.2", "127.0.0.3");
    assertThat(lines)
        .allSatisfy(line -> {
          int connected = Integer.parseInt(line.group(2));
          assertThat(connected).isBetween(8 - WARM_UP, 8);
          assertThat(line.group(3)).isEqualTo("no_local_port=" + (10 - connected));
        });
  }

  /// What makes a process in a network of its own, where this system lets us.
  private static List<String> ownNetwork() throws IOException, InterruptedException {
    for (String flags : List.of("-n", "-rn")) {
      List<String> command = List.of("unshare", flags, "sh", "-c");
      try {
        if (start(command, FOUR_PORTS + "true").waitFor() == 0) {
          return command;
        }
      } catch (IOException _) {
        break; // there is no such program
      }
    }
    System.err.println("SKIPPED: this system lets us have no network of our own");
    Assumptions.abort("this system lets us have no network of our own");
    return List.of();
  }

  /// One line for each transport that is there, each from a process of its own.
  private static List<Matcher> run(List<String> shell, String limits, String... arguments)
      throws IOException, InterruptedException {
    List<Matcher> lines = new ArrayList<>();
    for (Transport transport : Transport.present()) {
      lines.add(run(transport, shell, limits, arguments));
    }
    return lines;
  }

  private static Matcher run(
      Transport transport, List<String> shell, String limits, String... arguments)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(List.of("exec", quoted(java)));
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", quoted(classes), RunningOut.class.getName()));
    command.add(transport.name());
    command.addAll(List.of(arguments));
    Process process = start(shell, limits + String.join(" ", command));
    String said = process.inputReader().readAllAsString();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    List<Matcher> lines = said.lines().map(LINE::matcher).filter(Matcher::matches).toList();
    assertThat(lines).as(said).hasSize(1);
    return lines.getFirst();
  }

  private static Process start(List<String> shell, String script) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(script);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
