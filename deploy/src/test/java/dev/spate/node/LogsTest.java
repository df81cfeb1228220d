package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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
}
