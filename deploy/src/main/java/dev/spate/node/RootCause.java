package dev.spate.node;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/// What lies behind a logged exception, in so few words that they fit into the message's line.
final class RootCause extends ThrowableHandlingConverter {
  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    while (thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    String name = thrown.getClassName().replaceFirst(".*[.$]", "");
    String message = thrown.getMessage();
    return message == null
        ? " (" + name + ")"
        : " (" + name + ": " + message.lines().findFirst().orElse("") + ")";
  }
}
