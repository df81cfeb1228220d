package dev.spate.plan;

import java.util.ArrayList;
import java.util.List;

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
    long sum = 0;
    for (int weight : weights) {
      if (weight < 1 || weight > 1_000_000) {
        throw new IllegalArgumentException("the weight of a worker is 1 to 1000000, not " + weight);
      }
      sum += weight;
    }
    int[] owner = new int[totalLanes];
    int[] counts = new int[weights.size()];
    long[] credit = new long[weights.size()];
    for (int lane = 0; lane < totalLanes; lane++) {
      int best = 0;
      for (int worker = 0; worker < credit.length; worker++) {
        credit[worker] += weights.get(worker);
        if (credit[worker] > credit[best]) {
          best = worker;
        }
      }
      credit[best] -= sum;
      owner[lane] = best;
      counts[best]++;
    }
    return new Assignment(collect(totalLanes, owner, counts));
  }

  private static List<Lanes> collect(int totalLanes, int[] owner, int[] counts) {
    int[][] lanes = new int[counts.length][];
    for (int worker = 0; worker < counts.length; worker++) {
      lanes[worker] = new int[counts[worker]];
    }
    int[] filled = new int[counts.length];
    for (int lane = 0; lane < totalLanes; lane++) {
      int worker = owner[lane];
      lanes[worker][filled[worker]++] = lane;
    }
    List<Lanes> parts = new ArrayList<>(counts.length);
    for (int[] part : lanes) {
      parts.add(Lanes.of(totalLanes, part));
    }
    return parts;
  }
}
