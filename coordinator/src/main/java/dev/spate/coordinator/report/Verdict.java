package dev.spate.coordinator.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run amounts to. INCONCLUSIVE wins over FAILED: a threshold that was crossed by a run that
/// cannot be trusted says nothing.
///
/// @param exitCode of the command that ran it: that of the first reason; 0 without any
/// @param reasons most decisive first
public record Verdict(Result result, int exitCode, List<Reason> reasons) {
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /// The three ends of a run.
  public enum Result {
    PASSED,
    FAILED,
    INCONCLUSIVE
  }

  /// @param code for scripts
  /// @param message a sentence with figures
  /// @param value what was observed; null where it is no number
  /// @param limit what it should have been; null likewise
  public record Reason(
      String code, String message, @Nullable Double value, @Nullable Double limit) {}
}
