package dev.spate.worker.engine;

import dev.spate.plan.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Deals a worker's lanes to its loops. A loop keeps the lanes that it has as long as the worker
/// has them and the loops stay even: a lane that moves costs the users at it their connections.
final class Hands {
  private Hands() {}

  /// @param before the lanes of each loop until now
  /// @param lanes the worker's from now on
  /// @return those of each loop: together all of them, each once, and no loop with two more than
  ///   another
  static List<Lanes> dealt(List<Lanes> before, Lanes lanes) {
    int loops = before.size();
    List<List<Integer>> parts = new ArrayList<>();
    boolean[] kept = new boolean[lanes.total()];
    for (int loop = 0; loop < loops; loop++) {
      parts.add(kept(before.get(loop), lanes, most(lanes, parts, loops), kept));
    }
    int next = 0;
    for (int position = 0; position < lanes.size(); position++) {
      int lane = lanes.lane(position);
      if (!kept[lane]) {
        next = least(parts, next);
        parts.get(next).add(lane);
        next = (next + 1) % loops;
      }
    }
    return parts.stream().map(part -> of(lanes.total(), part)).toList();
  }

  /// How many lanes the next loop may keep: one more than the rest of a division for as many loops
  /// as that has, whichever they are.
  private static int most(Lanes lanes, List<List<Integer>> parts, int loops) {
    int even = lanes.size() / loops;
    long full = parts.stream().filter(part -> part.size() > even).count();
    return full < lanes.size() % loops ? even + 1 : even;
  }

  private static List<Integer> kept(Lanes before, Lanes lanes, int most, boolean[] kept) {
    List<Integer> part = new ArrayList<>();
    for (int position = 0; position < before.size() && part.size() < most; position++) {
      int lane = before.lane(position);
      if (lanes.contains(lane)) {
        part.add(lane);
        kept[lane] = true;
      }
    }
    return part;
  }

  /// The loop with the fewest lanes, from one on.
  private static int least(List<List<Integer>> parts, int from) {
    int least = from;
    for (int i = 1; i < parts.size(); i++) {
      int loop = (from + i) % parts.size();
      least = parts.get(loop).size() < parts.get(least).size() ? loop : least;
    }
    return least;
  }

  private static Lanes of(int total, List<Integer> part) {
    int[] numbers = part.stream().mapToInt(Integer::intValue).toArray();
    Arrays.sort(numbers);
    return Lanes.of(total, numbers);
  }
}
