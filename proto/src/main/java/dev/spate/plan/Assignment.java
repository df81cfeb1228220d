package dev.spate.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which worker has which lanes: every lane has exactly one owner, each worker has lanes in
/// proportion to its weight, and they are striped, so that a worker's own arrivals are evenly
/// spaced.
///
/// @param parts the lanes of worker 0, 1, …
public record Assignment(List<Lanes> parts) {
  /// @throws IllegalArgumentException where a lane has no owner or two
  public Assignment {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an assignment has at least one worker");
    }
    int total = parts.getFirst().total();
    boolean[] owned = new boolean[total];
    int count = 0;
    for (Lanes part : parts) {
      for (int i = 0; i < part.size(); i++) {
        if (part.total() != total || owned[part.lane(i)]) {
          throw new IllegalArgumentException("lane " + part.lane(i) + " has two owners");
        }
        owned[part.lane(i)] = true;
        count++;
      }
    }
    if (count != total) {
      throw new IllegalArgumentException(total - count + " of " + total + " lanes have no owner");
    }
  }

  /// Deals all lanes by smooth weighted round-robin (as nginx picks its upstreams): at each lane
  /// every worker's credit grows by its weight, the one with most credit takes the lane and pays
  /// the sum of the weights.
  ///
  /// @param weights 1 to 10⁶ each, one a worker, at most as many as there are lanes
  public static Assignment deal(int totalLanes, List<Integer> weights) {
    if (weights.isEmpty() || weights.size() > totalLanes) {
      throw new IllegalArgumentException("1 to " + totalLanes + " workers, not " + weights.size());
    }
    for (int weight : weights) {
      if (weight < 1) {
        throw new IllegalArgumentException("the weight of a worker is 1 to 1000000, not " + weight);
      }
    }
    int[] owner = roundRobin(totalLanes, checked(weights));
    return new Assignment(collect(totalLanes, owner, weights.size()));
  }

  /// Deals them anew after workers went or came, so that as few lanes move as can: each worker's
  /// number of lanes differs from its exact share by less than one, and of the assignments of which
  /// that is true this is one in which most lanes stay where they are. Those that move are taken
  /// evenly from each worker that gives, and dealt by smooth weighted round-robin to those that
  /// take, so that the arrivals of either stay evenly spaced, nearly.
  ///
  /// @param weights one for each part: 0 for a worker that is to have no lane any more, else up to
  ///   10⁶; then those of the workers that come. At least one is not 0
  public Assignment redeal(List<Integer> weights) {
    if (weights.size() < parts.size()) {
      throw new IllegalArgumentException("a weight for each of " + parts.size() + " workers");
    }
    int total = parts.getFirst().total();
    int[] targets = targets(total, checked(weights));
    int[] owner = owners();
    int[] given = new int[targets.length];
    long[] needs = new long[targets.length];
    for (int worker = 0; worker < targets.length; worker++) {
      given[worker] = Math.max(0, sizeOf(worker) - targets[worker]);
      needs[worker] = Math.max(0, targets[worker] - sizeOf(worker));
    }
    take(given, owner);
    int[] moving = IntStream.range(0, total).filter(lane -> owner[lane] < 0).toArray();
    int[] takers = roundRobin(moving.length, needs);
    for (int i = 0; i < moving.length; i++) {
      owner[moving[i]] = takers[i];
    }
    return new Assignment(collect(total, owner, targets.length));
  }

  /// By lane.
  private int[] owners() {
    int[] owner = new int[parts.getFirst().total()];
    for (int worker = 0; worker < parts.size(); worker++) {
      Lanes lanes = parts.get(worker);
      for (int i = 0; i < lanes.size(); i++) {
        owner[lanes.lane(i)] = worker;
      }
    }
    return owner;
  }

  private int sizeOf(int worker) {
    return worker < parts.size() ? parts.get(worker).size() : 0;
  }

  /// How many lanes each is to have: the exact share rounded down, or up for those that would have
  /// to give a lane otherwise, then for those who miss most.
  private int[] targets(int total, long[] weights) {
    long sum = Arrays.stream(weights).sum();
    int[] targets = new int[weights.length];
    int rest = total;
    for (int worker = 0; worker < weights.length; worker++) {
      targets[worker] = Math.toIntExact(total * weights[worker] / sum);
      rest -= targets[worker];
    }
    IntStream.range(0, weights.length)
        .filter(worker -> total * weights[worker] % sum > 0)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(worker -> sizeOf(worker) > targets[worker] ? 0 : 1)
                .thenComparingLong(worker -> -(total * weights[worker] % sum)))
        .limit(rest)
        .toList()
        .forEach(worker -> targets[worker]++);
    return targets;
  }

  /// Takes lanes from their owners at even distances over all of them, as near as those who still
  /// have to give own one there.
  private static void take(int[] given, int[] owner) {
    int total = owner.length;
    for (int left = Arrays.stream(given).sum(); left > 0; left = Arrays.stream(given).sum()) {
      long due = total;
      for (int lane = 0; lane < total; lane++) {
        if (due >= total && owner[lane] >= 0 && given[owner[lane]] > 0) {
          given[owner[lane]]--;
          owner[lane] = -1;
          due -= total;
        }
        due += left;
      }
    }
  }

  private static long[] checked(List<Integer> weights) {
    long[] checked = new long[weights.size()];
    for (int worker = 0; worker < checked.length; worker++) {
      int weight = weights.get(worker);
      if (weight < 0 || weight > 1_000_000) {
        throw new IllegalArgumentException("the weight of a worker is 1 to 1000000, not " + weight);
      }
      checked[worker] = weight;
    }
    if (Arrays.stream(checked).sum() == 0) {
      throw new IllegalArgumentException("there is nobody to have the lanes");
    }
    return checked;
  }

  /// Whose turn it is, so many times. Each comes as often as its weight where that is the sum of
  /// the weights.
  private static int[] roundRobin(int times, long[] weights) {
    long sum = Arrays.stream(weights).sum();
    int[] turns = new int[times];
    long[] credit = new long[weights.length];
    for (int turn = 0; turn < times; turn++) {
      int best = 0;
      for (int worker = 0; worker < credit.length; worker++) {
        credit[worker] += weights[worker];
        if (credit[worker] > credit[best]) {
          best = worker;
        }
      }
      credit[best] -= sum;
      turns[turn] = best;
    }
    return turns;
  }

  private static List<Lanes> collect(int totalLanes, int[] owner, int workers) {
    int[] counts = new int[workers];
    for (int worker : owner) {
      counts[worker]++;
    }
    int[][] lanes = new int[workers][];
    for (int worker = 0; worker < workers; worker++) {
      lanes[worker] = new int[counts[worker]];
    }
    int[] filled = new int[workers];
    for (int lane = 0; lane < totalLanes; lane++) {
      int worker = owner[lane];
      lanes[worker][filled[worker]++] = lane;
    }
    List<Lanes> parts = new ArrayList<>(workers);
    for (int[] part : lanes) {
      parts.add(Lanes.of(totalLanes, part));
    }
    return parts;
  }
}
