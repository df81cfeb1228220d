package dev.spate.worker.http.pool;

import dev.spate.measure.Outcome;

/// Who has calls in hand and takes up room in the pool: a connection, or what is to become one.
interface Carrier {
  /// Does what it was put off for.
  void proceed();

  /// A call of its was not answered in time. It takes it out, and tells the pool of its failure.
  void onTimeout(Call call, Outcome outcome);

  /// Closes, and says nothing to anyone.
  void discard();
}
