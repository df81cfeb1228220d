package dev.spate.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A set of lanes out of a fixed number of them. Arrival n (and user n of a closed phase) belongs
/// to lane n mod total. Immutable, sorted.
public final class Lanes {
  /// How many lanes a run has unless its plan says otherwise.
  public static final int DEFAULT_TOTAL = 1024;

  /// The most lanes that a run may have.
  public static final int MAX_TOTAL = 65_536;

  private final int total;
  private final int[] sorted;

  private Lanes(int total, int[] sorted) {
    this.total = total;
    this.sorted = sorted;
  }

  /// @param lanes distinct numbers, 0 to total − 1
  /// @throws IllegalArgumentException for a lane out of range or a repeated one
  public static Lanes of(int total, int... lanes) {
    if (total < 1 || total > MAX_TOTAL) {
      throw new IllegalArgumentException("1 to " + MAX_TOTAL + " lanes, not " + total);
    }
    int[] sorted = lanes.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] < 0 || sorted[i] >= total || (i > 0 && sorted[i] == sorted[i - 1])) {
        throw new IllegalArgumentException(
            "lane " + sorted[i] + " is repeated or not in 0.." + (total - 1));
      }
    }
    return new Lanes(total, sorted);
  }

  /// Every lane.
  public static Lanes all(int total) {
    int[] lanes = new int[total];
    Arrays.setAll(lanes, lane -> lane);
    return of(total, lanes);
  }

  /// How many lanes there are in the run.
  public int total() {
    return total;
  }

  /// How many lanes there are in this set.
  public int size() {
    return sorted.length;
  }

  /// The lane at a position, in ascending order.
  public int lane(int position) {
    return sorted[position];
  }

  public boolean contains(int lane) {
    return Arrays.binarySearch(sorted, lane) >= 0;
  }

  /// How many of the numbers 0 … n − 1 belong to these lanes: this set's part of n users,
  /// connections or arrivals. The parts of a division of all lanes add up to n.
  public long share(long n) {
    long rest = n % total;
    int position = Arrays.binarySearch(sorted, Math.toIntExact(rest));
    return n / total * sorted.length + (position < 0 ? -position - 1 : position);
  }

  /// These lanes dealt round-robin to `parts` sets, so that each part's arrivals are evenly spaced.
  public List<Lanes> split(int parts) {
    List<Lanes> split = new ArrayList<>(parts);
    for (int part = 0; part < parts; part++) {
      int[] dealt = new int[(sorted.length - part + parts - 1) / parts];
      for (int i = 0; i < dealt.length; i++) {
        dealt[i] = sorted[part + i * parts];
      }
      split.add(new Lanes(total, dealt));
    }
    return List.copyOf(split);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lanes that && total == that.total && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return 31 * total + Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return sorted.length + " of " + total + " lanes";
  }
}
