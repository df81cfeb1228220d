package dev.spate.coordinator.report;

import dev.spate.coordinator.report.Verdict.Reason;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that keeps a run from passing.
record Finding(Code code, String message, @Nullable Double value, @Nullable Double limit) {
  /// Why, most decisive first: the first one found gives the exit code.
  enum Code {
    NOT_ENOUGH_WORKERS(122),
    /// There were workers enough, and one of them would not take part.
    WORKER_REFUSED(122),
    /// What happens once before the traffic failed, so there was none.
    BEFORE_RUN_FAILED(122),
    /// The journal was read to its end, and the run was still going on there.
    JOURNAL_ENDS(123),
    /// The plan says that the loss of a worker ends the run.
    WORKER_LOST(120),
    /// A threshold with `abortOnFail` did not hold in mid-run.
    THRESHOLD_ABORTED(108),
    INTERRUPTED(105),
    LEDGER_UNBALANCED(123),
    /// What was in flight and the response times do not fit together.
    LITTLES_LAW(123),
    LOST(120),
    GENERATOR_LAG(121),
    GENERATOR_CPU(121),
    GENERATOR_GC(121),
    /// Less was offered than was due, and the generator was late.
    OFFERED_LOW(121),
    /// Less was offered than was due, and a stated limit held it back.
    OFFERED_LIMITED(123),
    CLOCKS_APART(123),
    TOO_FEW_SAMPLES(123),
    /// The observed is a lower bound, and the limit is above it.
    UNDECIDED(123),
    /// There is nothing that the threshold could be held against.
    NOT_MEASURED(123),
    THRESHOLD_FAILED(99),
    /// No threshold failed, and no request succeeded: what was measured is not the target.
    NOTHING_SUCCEEDED(123);

    private final int exitCode;

    Code(int exitCode) {
      this.exitCode = exitCode;
    }

    int exitCode() {
      return exitCode;
    }

    /// Whether it answers the plan's question, with no.
    boolean fails() {
      return this == THRESHOLD_FAILED || this == THRESHOLD_ABORTED;
    }
  }

  static Finding of(Code code, String message) {
    return new Finding(code, message, null, null);
  }

  /// The verdict that findings amount to.
  static Verdict verdict(List<Finding> findings) {
    List<Finding> sorted = findings.stream().sorted(Comparator.comparing(Finding::code)).toList();
    Verdict.Result result =
        sorted.isEmpty()
            ? Verdict.Result.PASSED
            : sorted.getFirst().code().fails()
                ? Verdict.Result.FAILED
                : Verdict.Result.INCONCLUSIVE;
    return new Verdict(
        result,
        sorted.isEmpty() ? 0 : sorted.getFirst().code().exitCode(),
        sorted.stream().map(Finding::reason).toList());
  }

  private Reason reason() {
    return new Reason(code.name(), message, value, limit);
  }
}
