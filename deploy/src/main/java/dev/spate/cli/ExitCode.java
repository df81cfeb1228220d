package dev.spate.cli;

/// What `spate` exits with. 99, 104, 105 and 108 mean what they mean to k6.
public enum ExitCode {
  PASSED(0, "passed"),
  /// Something broke that is not the plan's or the target's doing.
  BROKEN(1, "something broke"),
  THRESHOLDS_FAILED(99, "thresholds failed"),
  INVALID(104, "invalid plan or arguments"),
  INTERRUPTED(105, "interrupted"),
  ABORTED_BY_THRESHOLD(108, "aborted by a threshold"),
  DEGRADED(120, "degraded beyond the plan's tolerance"),
  GENERATOR_LIMITED(121, "the generator was the bottleneck"),
  TOO_FEW_WORKERS(122, "not enough workers"),
  INCONCLUSIVE(123, "inconclusive for another reason");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /// A few words for help pages.
  public String meaning() {
    return meaning;
  }
}
