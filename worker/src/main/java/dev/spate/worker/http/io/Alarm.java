package dev.spate.worker.http.io;

/// Ends a wait of its loop at an instant. For a transport whose own way to wait for some time costs
/// something for each wait.
interface Alarm {
  /// The loop is about to wait, for no longer than this. It may be woken before.
  ///
  /// @param waitNs more than 0
  void set(long waitNs);
}
