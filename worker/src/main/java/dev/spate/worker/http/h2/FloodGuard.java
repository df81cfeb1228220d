package dev.spate.worker.http.h2;

/// Ends a connection whose other side keeps us busy with frames that lead to nothing: PING,
/// SETTINGS, RST_STREAM of streams that are over, empty DATA, and the like (RFC 9113 §10.5).
///
/// No useful connection has many of them a second without anything useful in between. A connection
/// at rest may well have one now and then for hours.
final class FloodGuard {
  /// The most such frames in a second without a useful one.
  static final int LIMIT = 1_000;

  private static final long SECOND_NS = 1_000_000_000L;

  private long sinceNs;
  private int count;

  /// A frame came that leads to something.
  void onUseful() {
    count = 0;
  }

  /// @throws ViolationException where it is one too many
  void onUseless(long nowNs) throws ViolationException {
    if (count == 0 || nowNs - sinceNs > SECOND_NS) {
      sinceNs = nowNs;
      count = 0;
    }
    if (++count > LIMIT) {
      throw new ViolationException(
          ErrorCode.ENHANCE_YOUR_CALM, "a flood of frames that lead to nothing");
    }
  }
}
