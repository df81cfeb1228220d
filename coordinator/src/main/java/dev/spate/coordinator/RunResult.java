package dev.spate.coordinator;

/// What a finished run amounted to.
///
/// @param verdict `PASSED`, `FAILED` or `INCONCLUSIVE`
/// @param exitCode of the command line
public record RunResult(String verdict, int exitCode) {
  /// What a run amounts to whose record could not be kept or whose report could not be written.
  static final RunResult UNRECORDED = new RunResult("INCONCLUSIVE", 123);
}
