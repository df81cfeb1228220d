package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;

/// Calls whose requests cannot be sent. They fail when the pool proceeds, for no exchange hears of
/// its end while it sends.
final class InvalidRequests implements Carrier {
  private final ConnectionPool pool;
  private final PutOff putOff;
  private final CallQueue calls = new CallQueue();

  /// Whether it is to proceed.
  private boolean waits;

  InvalidRequests(ConnectionPool pool, PutOff putOff) {
    this.pool = pool;
    this.putOff = putOff;
  }

  void add(Call call) {
    call.carrier = this;
    calls.add(call);
    putOff();
  }

  private void putOff() {
    if (!waits) {
      waits = true;
      putOff.add(this);
    }
  }

  /// Those that their failures lead to are for the next time: a flow of nothing else would keep its
  /// loop here for good.
  @Override
  public void proceed() {
    waits = false;
    for (int count = calls.size(); count > 0; count--) {
      pool.fail(calls.remove(), Outcome.INVALID_REQUEST);
    }
  }

  @Override
  public void onTimeout(Call call, Outcome outcome) {
    throw new IllegalStateException("what was never sent is not late");
  }

  @Override
  public void discard() {
    calls.clear();
  }
}
