package dev.spate.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The processes of this benchmark: each is ended with it, also where it is interrupted, and what
/// they print is in a directory that goes away with them.
public final class Processes implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  /// The exit code after SIGINT.
  private static final int INTERRUPTED = 130;

  private final Path directory;
  private final List<Process> running = new ArrayList<>();
  private final Thread hook = new Thread(this::endInterrupted);
  private volatile boolean interrupted;
  private int started;

  public Processes() throws IOException {
    directory = Files.createTempDirectory("spate-benchmark");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// A service that runs until it is stopped.
  ///
  /// @param log what it prints, standard output and errors together
  public record Service(Process process, Path log) {
    /// Every launcher here becomes the program that it launches, so this is the program's own.
    public long pid() {
      return process.pid();
    }

    public String printed() throws IOException {
      return Files.readString(log);
    }

    /// Waits for a text in what it prints.
    ///
    /// @throws IOException where it ends without it
    public void await(String text, long seconds) throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (!printed().contains(text)) {
        if (!process.isAlive()) {
          throw new IOException(lastLine(printed()));
        }
        if (System.nanoTime() > deadline) {
          throw new IOException("not ready after " + seconds + " s: " + lastLine(printed()));
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }

    private static String lastLine(String text) {
      List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
      return lines.isEmpty() ? "it printed nothing" : lines.getFirst();
    }
  }

  /// Where files of this benchmark go.
  public Path directory() {
    return directory;
  }

  /// @param processors a list for `taskset`
  public Service start(
      String name, String processors, Map<String, String> environment, String... command)
      throws IOException {
    Path log = directory.resolve(name + "-" + started++ + ".log");
    Process process =
        builder(processors, environment, command).redirectOutput(log.toFile()).start();
    synchronized (running) {
      running.add(process);
    }
    return new Service(process, log);
  }

  /// Runs a command to its end.
  ///
  /// @return what it printed, standard output and errors together
  /// @throws IOException where it fails
  String run(String processors, String... command) throws IOException, InterruptedException {
    Outcome outcome = attempt(processors, command);
    if (outcome.code() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + outcome.code() + ":\n" + outcome.printed());
    }
    return outcome.printed();
  }

  /// How a command ended.
  record Outcome(int code, String printed) {}

  /// Runs a command to its end, whatever that is.
  Outcome attempt(String processors, String... command) throws IOException, InterruptedException {
    Process process = builder(processors, Map.of(), command).start();
    synchronized (running) {
      running.add(process);
    }
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text);
    } finally {
      stop(process);
    }
  }

  private static ProcessBuilder builder(
      String processors, Map<String, String> environment, String... command) {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", processors));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat); // Debian's nginx
    builder.environment().putAll(environment);
    return builder;
  }

  public void stop(Service service) {
    stop(service.process());
  }

  private void stop(Process process) {
    synchronized (running) {
      running.remove(process);
    }
    end(process);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Whether all of this is being ended from outside, which breaks whatever is under way.
  boolean interrupted() {
    return interrupted;
  }

  private void endInterrupted() {
    interrupted = true;
    try {
      end();
    } finally {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
  }

  private void end() {
    List<Process> left;
    synchronized (running) {
      left = List.copyOf(running.reversed());
      running.clear();
    }
    left.forEach(Process::destroy);
    left.forEach(Processes::end);
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Processes::delete);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    while (interrupted) {
      LockSupport.park(); // the hook is at it, and ends this thread with everything else
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    end();
  }
}
