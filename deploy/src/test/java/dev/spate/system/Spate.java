package dev.spate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// The packaged program, as a user starts it: `bin/spate` with arguments, in processes of their
/// own. Ends what it started.
final class Spate implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  /// For tests that measure nothing: half a machine is busy compiling and rehearsing where many
  /// processes start.
  private static final Map<String, String> QUICK_START =
      Map.of("SPATE_JVM_FLAGS", "-XX:TieredStopAtLevel=1");

  private static final Map<String, String> QUICK_START_OF_A_NODE =
      Map.of("SPATE_JVM_FLAGS", "-XX:TieredStopAtLevel=1", "SPATE_REHEARSAL", "off");

  private final Path dir;
  private final boolean startsQuickly;
  private final List<Process> started = new ArrayList<>();
  private int files;

  private Spate(Path dir, boolean startsQuickly) {
    this.dir = dir;
    this.startsQuickly = startsQuickly;
  }

  /// One that is quick to start.
  ///
  /// @param dir for everything that is written
  Spate(Path dir) {
    this(dir, true);
  }

  /// One for tests that measure: as users have it.
  ///
  /// @param dir for everything that is written
  static Spate asItIs(Path dir) {
    return new Spate(dir, false);
  }

  /// What a finished command printed.
  record Result(int exitCode, String out, String err) {}

  /// A process that goes on.
  record Running(Process process, Path out, Path err) {
    String outText() {
      return text(out);
    }

    String errText() {
      return text(err);
    }

    /// The first group of the first match in what it prints, as soon as it does.
    String await(String pattern) {
      Pattern compiled = Pattern.compile(pattern);
      Awaitility.await()
          .atMost(START_LIMIT)
          .until(() -> compiled.matcher(errText() + outText()).find() || !process.isAlive());
      Matcher matcher = compiled.matcher(errText() + outText());
      if (!matcher.find()) {
        throw new AssertionError("no " + pattern + " in:\n" + errText() + outText());
      }
      return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
    }

    /// Waits for its end.
    Result awaitEnd() {
      try {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
          throw new AssertionError("still running after " + LIMIT + ":\n" + errText() + outText());
        }
        return new Result(process.exitValue(), outText(), errText());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What every process has said so far, for whoever looks into a failure.
  String said() {
    StringBuilder said = new StringBuilder();
    for (int number = 1; number <= files; number++) {
      for (String kind : List.of(".out", ".err")) {
        Path file = dir.resolve("process-" + number + kind);
        if (Files.exists(file)) {
          said.append("\n--- ").append(file.getFileName()).append('\n').append(text(file));
        }
      }
    }
    return said.toString();
  }

  /// Where the build put the program.
  static Path program() {
    return Path.of(System.getProperty("spate.program")).toAbsolutePath();
  }

  /// A file with this text.
  Path file(String name, String text) {
    try {
      return Files.writeString(dir.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path dir() {
    return dir;
  }

  /// Starts a command and goes on.
  Running start(String... arguments) {
    return startUnder(List.of(), arguments);
  }

  /// Starts a command by another one, and goes on.
  ///
  /// @param under a command that replaces itself by the one that it is given: `nice`, `taskset`
  Running startUnder(List<String> under, String... arguments) {
    int number = ++files;
    Path out = dir.resolve("process-" + number + ".out");
    Path err = dir.resolve("process-" + number + ".err");
    List<String> command = new ArrayList<>(under);
    command.add(program().toString());
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(dir.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(ClassArchive.environment());
      if (startsQuickly) {
        boolean node = arguments[0].equals("worker") || arguments[0].equals("coordinator");
        builder.environment().putAll(node ? QUICK_START_OF_A_NODE : QUICK_START);
      }
      Process process = builder.start();
      started.add(process);
      return new Running(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A coordinator that runs, on ports that were free.
  ///
  /// @param api where commands find it
  /// @param address where workers join it
  record Cluster(String api, String address) {}

  Cluster startCluster() {
    Running coordinator =
        start("coordinator", "--port", "0", "--cluster-port", "0", "--data", "data");
    return new Cluster(
        coordinator.await("http://(127\\.0\\.0\\.1:\\d+)"),
        coordinator.await("cluster[^\\n]*?(127\\.0\\.0\\.1:\\d+)"));
  }

  Running startWorker(Cluster cluster, String id) {
    return startWorkerUnder(List.of(), cluster, id);
  }

  /// @param under as of [#startUnder]
  Running startWorkerUnder(List<String> under, Cluster cluster, String id) {
    return startUnder(under, "worker", "--join", cluster.address(), "--port", "0", "--id", id);
  }

  /// Starts a run of a plan in a cluster, and goes on.
  ///
  /// @param out the directory for its results
  Running startRun(Cluster cluster, String plan, Path out) {
    Path file = file(out.getFileName() + ".yaml", plan);
    return start("run", file.toString(), "--cluster", cluster.api(), "-o", out.toString());
  }

  /// Runs a command to its end.
  Result run(String... arguments) {
    return start(arguments).awaitEnd();
  }

  /// Runs a plan and reads its report.
  RunReport runPlan(String plan, String... options) {
    Path file = file("plan-" + ++files + ".yaml", plan);
    Path out = dir.resolve("results-" + files);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "-o", out.toString()));
    arguments.addAll(List.of(options));
    Result result = run(arguments.toArray(String[]::new));
    return RunReport.read(out, result);
  }

  @Override
  public void close() {
    for (Process process : started.reversed()) {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    }
    for (Process process : started) {
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
