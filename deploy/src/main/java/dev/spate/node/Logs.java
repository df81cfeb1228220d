package dev.spate.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.pattern.DynamicConverter;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/// Logs go to standard error. Configured in code, which starts faster than from a file; logback
/// finds it as a service.
public final class Logs extends ContextAwareBase implements Configurator {
  /// The levels that [#setLevel] knows.
  public static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private static final String MESSAGE = "%d{HH:mm:ss.SSS} %-5level %logger{1}: %msg";
  private static final String WITH_CAUSE = MESSAGE + "%rootCause%n";
  private static final String WITH_TRACE = MESSAGE + "%n%ex";

  /// What these warn of, the program says in its own words where somebody is to do something: who
  /// was cut off from whom, by every member, and once more by each connection.
  private static final List<String> WORDY =
      List.of(
          "org.apache.pekko.stream.Materializer",
          "org.apache.pekko.remote.artery",
          "org.apache.pekko.cluster.sbr",
          "org.apache.pekko.cluster.singleton");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Map<String, Supplier<DynamicConverter<ILoggingEvent>>> words =
        Map.of("rootCause", RootCause::new);
    context.putObject(CoreConstants.PATTERN_RULE_REGISTRY_FOR_SUPPLIERS, words);
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(WITH_CAUSE);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    context.addTurboFilter(new Repetitions());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// Leaves it to this program to say what becomes of a node's membership, except at debug and
  /// trace: the cluster's own words are about members that came and went, again and again.
  static void silenceCluster() {
    Logger cluster = (Logger) LoggerFactory.getLogger("org.apache.pekko");
    if (!cluster.isDebugEnabled()) {
      cluster.setLevel(Level.ERROR);
    }
  }

  /// While another thread binds SLF4J to logback, there are only stand-ins for loggers, which have
  /// no level.
  private static void awaitLogback() {
    while (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext)) {
      Thread.onSpinWait();
    }
  }

  /// Changes what is logged. At debug and trace exceptions come with their stack traces, else with
  /// their root causes.
  ///
  /// @throws IllegalArgumentException for a level that there is not
  public static void setLevel(String level) {
    if (!LEVELS.contains(level)) {
      throw new IllegalArgumentException(
          "there is no log level '" + level + "': use " + String.join(", ", LEVELS));
    }
    awaitLogback();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(level));
    for (String name : WORDY) {
      ((Logger) LoggerFactory.getLogger(name)).setLevel(level.equals("warn") ? Level.ERROR : null);
    }
    // What becomes of the node is news at every level.
    Logger nodes = (Logger) LoggerFactory.getLogger(Logs.class.getPackageName());
    nodes.setLevel(level.equals("warn") ? Level.INFO : null);
    boolean traces = level.equals("debug") || level.equals("trace");
    if (root.getAppender("stderr") instanceof ConsoleAppender<ILoggingEvent> appender
        && appender.getEncoder() instanceof PatternLayoutEncoder encoder) {
      encoder.stop();
      encoder.setPattern(traces ? WITH_TRACE : WITH_CAUSE);
      encoder.start();
    }
  }
}
