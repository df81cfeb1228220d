package dev.spate.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// This program once more, as a child that ends when its parent does: it watches its standard
/// input, which the system closes however the parent ends. Its standard error is the parent's.
public final class ChildProcess implements AutoCloseable {
  /// The option that makes a command end with its standard input.
  public static final String EXIT_WITH_STDIN = "--exit-with-stdin";

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final String END = "\u0000end";

  private final String name;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    Thread.ofVirtual().name("output of " + name).start(this::readLines);
  }

  /// Starts it.
  ///
  /// @param name for messages
  /// @throws NodeException where the system does not
  public static ChildProcess start(String name, List<String> arguments) {
    List<String> withExit = new ArrayList<>(arguments);
    withExit.add(EXIT_WITH_STDIN);
    ProcessBuilder builder = new ProcessBuilder(ProgramCommand.of(withExit));
    builder.redirectError(Redirect.INHERIT);
    try {
      return new ChildProcess(name, builder.start());
    } catch (IOException failure) {
      throw new NodeException("cannot start " + name + ": " + failure.getMessage(), failure);
    }
  }

  private void readLines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      // Its end of the pipe is gone, which is what END says.
    }
    lines.add(END);
  }

  /// Waits for a line of its standard output. Lines before it, such as warnings of Java, mean
  /// nothing.
  ///
  /// @return the first line that is all `wanted`, matched
  /// @throws NodeException where it ended or none came in time
  public Matcher awaitLine(Pattern wanted, Duration timeout) {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    Matcher line = wanted.matcher("");
    while (!line.matches()) {
      line = wanted.matcher(nextLine(deadlineNs));
    }
    return line;
  }

  private String nextLine(long deadlineNs) {
    String line = poll(deadlineNs - System.nanoTime());
    if (line == null) {
      throw new NodeException(name + " did not start in time");
    }
    if (line.equals(END)) {
      throw new NodeException(name + " ended during its start");
    }
    return line;
  }

  private @Nullable String poll(long timeoutNs) {
    try {
      return lines.poll(timeoutNs, TimeUnit.NANOSECONDS);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new NodeException("interrupted while waiting for " + name, failure);
    }
  }

  /// What it is called in messages.
  public String name() {
    return name;
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// Whether it still runs.
  public boolean alive() {
    return process.isAlive();
  }

  /// Tells it to end, without waiting.
  public void requestEnd() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  /// Ends it at once.
  public void kill() {
    process.destroyForcibly();
  }

  /// Tells it to end, and kills it where it takes longer than [#STOP_TIMEOUT].
  @Override
  public void close() {
    requestEnd();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
