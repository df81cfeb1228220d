package dev.spate.cli;

/// A command cannot do what it was asked to. Printed as a sentence and a hint, without a stack
/// trace.
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String hint;

  /// @param hint what to do about it; may be empty
  public CliException(ExitCode exitCode, String message, String hint) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  /// @param hint what to do about it; may be empty
  public CliException(ExitCode exitCode, String message, String hint, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  /// Wrong arguments, or a wrong file.
  static CliException invalid(String message, String hint) {
    return new CliException(ExitCode.INVALID, message, hint);
  }

  /// Likewise, where somebody else has said what is wrong in a sentence.
  static CliException invalid(IllegalArgumentException wrong) {
    return new CliException(ExitCode.INVALID, String.valueOf(wrong.getMessage()), "", wrong);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }
}
