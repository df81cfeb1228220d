package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import java.util.Arrays;

/// The groups that a virtual user is in, each within the one before it. Used again for the next
/// flow; allocates nothing.
final class OpenGroups {
  private final int[] names;
  private final long[] sinceNs;
  private final Outcome[] outcomes;
  private int depth;

  /// @param most how many may be open at once
  OpenGroups(int most) {
    names = new int[most];
    sinceNs = new long[most];
    outcomes = new Outcome[most];
    Arrays.fill(outcomes, Outcome.SUCCEEDED);
  }

  /// @param name its row of the report
  void begin(int name, long dueNs) {
    names[depth] = name;
    sinceNs[depth] = dueNs;
    outcomes[depth] = Outcome.SUCCEEDED;
    depth++;
  }

  /// A group fails as the first of its requests that does.
  void onRequestEnded(Outcome outcome) {
    for (int group = 0; group < depth; group++) {
      if (outcomes[group] == Outcome.SUCCEEDED) {
        outcomes[group] = outcome;
      }
    }
  }

  /// Whether there is one.
  boolean open() {
    return depth > 0;
  }

  /// The row of the innermost one.
  int name() {
    return names[depth - 1];
  }

  /// When the innermost one began.
  long sinceNs() {
    return sinceNs[depth - 1];
  }

  /// How the innermost one would end now.
  Outcome outcome() {
    return outcomes[depth - 1];
  }

  /// The innermost one is over.
  void end() {
    depth--;
  }
}
