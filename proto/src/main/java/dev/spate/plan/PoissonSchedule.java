package dev.spate.plan;

/// Each lane is a Poisson stream of its own at 1/L of the rate: the k-th arrival of lane l has
/// number k·L + l and is due at A⁻¹(L·(e₀ + … + e_k)), with unit-rate exponential gaps e drawn from
/// (seed, lane, k). The lanes' sum is a Poisson stream at the plan's rate.
record PoissonSchedule(RateCurve curve, long seed) implements Schedule {
  /// Keeps these draws apart from others of the same seed.
  static final long STREAM = 0x506F6973736F6EL;

  @Override
  public Cursor cursor(Lanes lanes) {
    return new Merged(curve, seed, lanes);
  }

  /// Merges the lanes with a binary heap of positions ordered by due time (then lane).
  private static final class Merged implements Cursor {
    private final RateCurve curve;
    private final long seed;
    private final Lanes lanes;
    private final int[] heap;
    private final long[] count;
    private final double[] elapsed;
    private final long[] dueNs;

    Merged(RateCurve curve, long seed, Lanes lanes) {
      this.curve = curve;
      this.seed = seed;
      this.lanes = lanes;
      int size = lanes.size();
      this.heap = new int[size];
      this.count = new long[size];
      this.elapsed = new double[size];
      this.dueNs = new long[size];
      for (int position = 0; position < size; position++) {
        heap[position] = position;
        count[position] = -1;
        step(position);
      }
      for (int root = size / 2 - 1; root >= 0; root--) {
        siftDown(root);
      }
    }

    @Override
    public long dueNs() {
      return heap.length == 0 ? Long.MAX_VALUE : dueNs[heap[0]];
    }

    @Override
    public long arrival() {
      int position = heap[0];
      return count[position] * lanes.total() + lanes.lane(position);
    }

    @Override
    public void advance() {
      step(heap[0]);
      siftDown(0);
    }

    private void step(int position) {
      long k = ++count[position];
      elapsed[position] += Draws.exponential(Draws.bits(seed, lanes.lane(position), k));
      dueNs[position] = curve.inverseNs(elapsed[position] * lanes.total());
    }

    private void siftDown(int root) {
      int moving = heap[root];
      int hole = root;
      for (int child = 2 * hole + 1; child < heap.length; child = 2 * hole + 1) {
        if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
          child++;
        }
        if (!before(heap[child], moving)) {
          break;
        }
        heap[hole] = heap[child];
        hole = child;
      }
      heap[hole] = moving;
    }

    private boolean before(int a, int b) {
      return dueNs[a] != dueNs[b] ? dueNs[a] < dueNs[b] : a < b;
    }
  }
}
