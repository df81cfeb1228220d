package dev.spate.plan;

/// Arrival n is due at A⁻¹(n): evenly spaced where the rate is constant.
record UniformSchedule(RateCurve curve) implements Schedule {
  @Override
  public Cursor cursor(Lanes lanes) {
    return new Striped(curve, lanes);
  }

  private static final class Striped implements Cursor {
    private final RateCurve curve;
    private final Lanes lanes;
    private long round;
    private int position = -1;
    private long arrival;
    private long dueNs;

    Striped(RateCurve curve, Lanes lanes) {
      this.curve = curve;
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
      dueNs = arrival < curve.total() ? curve.dueNs(arrival) : Long.MAX_VALUE;
    }
  }
}
