package dev.spate.plan;

/// Arrivals that are numbered in the order in which they are due, so that each is arithmetic: at
/// A⁻¹(n) of a rate, or at the n-th instant of a replay.
record OrderedSchedule(DueTimes times) implements Schedule {
  @Override
  public Cursor cursor(Lanes lanes) {
    return new Striped(times, lanes);
  }

  private static final class Striped implements Cursor {
    private final DueTimes times;
    private final Lanes lanes;
    private long round;
    private int position = -1;
    private long arrival;
    private long dueNs;

    Striped(DueTimes times, Lanes lanes) {
      this.times = times;
      this.lanes = lanes;
      advance();
    }

    @Override
    public long dueNs() {
      return dueNs;
    }

    @Override
    public long arrival() {
      return arrival;
    }

    @Override
    public void advance() {
      if (++position >= lanes.size()) {
        position = 0;
        round += lanes.total();
      }
      arrival = lanes.size() == 0 ? Long.MAX_VALUE : round + lanes.lane(position);
      dueNs = dueNs(arrival);
    }

    private long dueNs(long arrival) {
      return arrival < times.total() ? times.dueNs(arrival) : Long.MAX_VALUE;
    }

    /// By halves, however far it is.
    @Override
    public long skipUntil(long untilNs) {
      if (dueNs >= untilNs) {
        return 0;
      }
      long from = round / lanes.total() * lanes.size() + position;
      long before = from;
      long after = (times.total() / lanes.total() + 1) * lanes.size();
      while (after - before > 1) {
        long middle = (before + after) >>> 1;
        if (dueNs(arrivalAt(middle)) < untilNs) {
          before = middle;
        } else {
          after = middle;
        }
      }
      round = after / lanes.size() * lanes.total();
      position = (int) (after % lanes.size());
      arrival = arrivalAt(after);
      dueNs = dueNs(arrival);
      return after - from;
    }

    private long arrivalAt(long index) {
      return index / lanes.size() * lanes.total() + lanes.lane((int) (index % lanes.size()));
    }
  }
}
