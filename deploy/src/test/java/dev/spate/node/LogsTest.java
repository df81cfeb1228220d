package dev.spate.node;

import static ch.qos.logback.core.spi.FilterReply.DENY;
import static ch.qos.logback.core.spi.FilterReply.NEUTRAL;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

@Isolated("configures the logs of the whole process")
class LogsTest {
  @AfterEach
  void resetTheLevel() {
    Logs.setLevel("warn");
  }

  private static String logged(@Nullable Throwable thrown) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var logger = context.getLogger("dev.spate.Journal");
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");
    LoggingEvent event =
        new LoggingEvent(
            "",
            logger,
            ch.qos.logback.classic.Level.convertAnSLF4JLevel(Level.WARN),
            "cannot write",
            thrown,
            null);
    PatternLayoutEncoder encoder = (PatternLayoutEncoder) appender.getEncoder();
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void saysTheRootCauseInTheLineOfTheMessage() {
    Throwable thrown = new IllegalStateException("outer", new NoSuchFileException("/data\nx"));
    assertThat(logged(thrown))
        .endsWith("WARN  d.s.Journal: cannot write (NoSuchFileException: /data)\n");
    assertThat(logged(new IOException())).endsWith(": cannot write (IOException)\n");
    assertThat(logged(null)).endsWith(": cannot write\n");
  }

  @Test
  void showsStackTracesToWhoeverDebugs() {
    Logs.setLevel("debug");
    assertThat(logged(new IOException("full"))).contains("IOException: full\n\tat dev.spate");
  }

  /// A listener without file descriptors says it 20,000 times a second.
  @Test
  void socketsAreHeardOnceASecondAndOthersAlways() {
    AtomicLong nowNs = new AtomicLong(7);
    Repetitions repetitions = new Repetitions(nowNs::get);
    assertThat(decide(repetitions, "org.apache.pekko.io.TcpListener")).isEqualTo(NEUTRAL);
    nowNs.addAndGet(999_999_999);
    assertThat(decide(repetitions, "org.apache.pekko.io.TcpListener")).isEqualTo(DENY);
    assertThat(decide(repetitions, "dev.spate.coordinator.Coordinator")).isEqualTo(NEUTRAL);
    nowNs.addAndGet(1);
    assertThat(decide(repetitions, "org.apache.pekko.io.TcpListener")).isEqualTo(NEUTRAL);
    assertThat(((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList())
        .hasAtLeastOneElementOfType(Repetitions.class);
  }

  private static FilterReply decide(Repetitions repetitions, String logger) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    return repetitions.decide(
        null,
        context.getLogger(logger),
        ch.qos.logback.classic.Level.ERROR,
        "Accept error",
        new Object[0],
        null);
  }
}
