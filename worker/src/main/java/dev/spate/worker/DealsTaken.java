package dev.spate.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which deals of lanes all loops of a worker follow.
final class DealsTaken {
  private final List<Integer> asked = new ArrayList<>();
  private int[] loops = {0};

  /// How many loops there are, before the first deal.
  void setLoops(int loops) {
    this.loops = new int[loops];
  }

  /// Somebody wants to hear when a deal is followed.
  void onAsked(int deal) {
    if (!asked.contains(deal)) {
      asked.add(deal);
    }
  }

  void onTaken(int loop, int deal) {
    loops[loop] = deal;
  }

  /// The deal that all loops follow, 0 for the first.
  int all() {
    return Arrays.stream(loops).min().orElse(0);
  }

  /// Those that somebody wants to hear of, and did not yet.
  List<Integer> takeAnswers() {
    List<Integer> answers = asked.stream().filter(deal -> deal <= all()).sorted().toList();
    asked.removeAll(answers);
    return answers;
  }
}
