package dev.spate.worker.http.h1;

import dev.spate.worker.http.io.AgeList;

/// Which connections of a loop hold back the body of a request with `Expect: 100-continue` (RFC
/// 9110 §10.1.1). Each lets it go when the target asks for it, or when the target has said nothing
/// for [#PATIENCE_NS]: there are servers that know no 100. One list for all, no timer for each.
public final class HeldBodies {
  static final long PATIENCE_NS = 1_000_000_000L;

  private final AgeList<Http1Connection> connections = new AgeList<>();

  void add(AgeList.Place<Http1Connection> place, long nowNs) {
    connections.add(place, nowNs);
  }

  /// How long nothing is to be done; 0 or less where something is.
  public long untilDueNs(long nowNs) {
    return connections.untilAgeNs(PATIENCE_NS, nowNs);
  }

  /// Lets go what was held back for long enough.
  public void expire(long nowNs) {
    for (var due = connections.oldestOf(PATIENCE_NS, nowNs);
        due != null;
        due = connections.oldestOf(PATIENCE_NS, nowNs)) {
      due.owner().sendBody();
    }
  }
}
