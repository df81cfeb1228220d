package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.measure.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker has said of its part. Immutable.
///
/// @param dealTaken number of the last deal that it follows, as far as it said so
/// @param dealReported number of the deal that its last report is about
/// @param finished what it said at its end, once it did; reports may still be missing
record Account(
    Inbox inbox, int dealTaken, int dealReported, RunProtocol.@Nullable Finished finished) {
  /// Of a worker that begins.
  ///
  /// @param deal the number of the last deal before
  static Account from(int deal) {
    return new Account(Inbox.EMPTY, deal, deal, null);
  }

  /// Takes the reports that are in their turn.
  Account with(Inbox.Accepted accepted) {
    List<Interval> next = accepted.inOrder();
    int reported = next.isEmpty() ? dealReported : Math.max(dealReported, next.getLast().deal());
    return new Account(accepted.inbox(), Math.max(dealTaken, reported), reported, finished);
  }

  Account withDeal(int taken) {
    return new Account(inbox, Math.max(dealTaken, taken), dealReported, finished);
  }

  Account with(RunProtocol.Finished said) {
    return new Account(inbox, dealTaken, dealReported, said);
  }

  /// Whether it has finished and every report of it is here. One that came after the last that it
  /// spoke of says that it has gone on since.
  boolean complete() {
    return finished != null && inbox.next() == finished.lastSequence() + 1;
  }

  /// Likewise, and its reports are about that deal, or there are none.
  boolean completeUnder(int deal) {
    return complete() && (dealReported >= deal || inbox.next() == 0);
  }
}
