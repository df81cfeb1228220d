package dev.spate.measure;

import java.util.Map;

/// The accounts of started requests.
public record RequestCounts(
    long started, long succeeded, long failed, long timedOut, long unanswered) {
  public static final RequestCounts NONE = new RequestCounts(0, 0, 0, 0, 0);

  /// The accounts that outcomes add up to.
  public static RequestCounts of(long started, Map<Outcome, Long> outcomes) {
    return new RequestCounts(
        started,
        sum(outcomes, Outcome.Account.SUCCEEDED),
        sum(outcomes, Outcome.Account.FAILED),
        sum(outcomes, Outcome.Account.TIMED_OUT),
        sum(outcomes, Outcome.Account.UNANSWERED));
  }

  private static long sum(Map<Outcome, Long> outcomes, Outcome.Account account) {
    long sum = 0;
    for (Map.Entry<Outcome, Long> entry : outcomes.entrySet()) {
      sum += entry.getKey().account() == account ? entry.getValue() : 0;
    }
    return sum;
  }

  public RequestCounts plus(RequestCounts other) {
    return new RequestCounts(
        started + other.started,
        succeeded + other.succeeded,
        failed + other.failed,
        timedOut + other.timedOut,
        unanswered + other.unanswered);
  }

  /// How many have an account.
  public long accounted() {
    return succeeded + failed + timedOut + unanswered;
  }

  public boolean balanced() {
    return started == accounted();
  }
}
