package dev.spate.measure;

/// The balance that a report opens with: every planned arrival, and every request, in exactly one
/// account.
public record Ledger(ArrivalCounts arrivals, RequestCounts requests) {
  public static final Ledger EMPTY = new Ledger(ArrivalCounts.NONE, RequestCounts.NONE);

  public Ledger plus(Ledger other) {
    return new Ledger(arrivals.plus(other.arrivals), requests.plus(other.requests));
  }

  public boolean balanced() {
    return arrivals.balanced() && requests.balanced();
  }
}
