package dev.spate.cli;

/// Requests to end that come from outside, such as Ctrl-C.
public interface Signals {
  /// Hears them instead of the JVM from now on.
  ///
  /// @param handler called on a thread of its own, once for each
  /// @return gives them back to the JVM when closed
  Registration handle(Runnable handler);

  /// Hears only what a service manager sends; Ctrl-C is ignored from now on.
  ///
  /// @param handler called on a thread of its own, once for each
  Registration handleTermination(Runnable handler);

  /// Ends the process at once, without another word.
  void quit(int exitCode);

  /// A handler in force.
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
