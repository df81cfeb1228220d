package dev.spate.coordinator;

/// What a finished run amounted to.
///
/// @param verdict `PASSED`, `FAILED` or `INCONCLUSIVE`
/// @param exitCode of the command line
/// @param problem why there is no report; empty where there is one
public record RunResult(String verdict, int exitCode, String problem) {
  /// Of a run that has a report.
  public RunResult(String verdict, int exitCode) {
    this(verdict, exitCode, "");
  }

  /// What a run amounts to whose record could not be kept or whose report could not be written.
  ///
  /// @param problem why
  static RunResult unrecorded(String problem) {
    return new RunResult("INCONCLUSIVE", 123, problem);
  }
}
