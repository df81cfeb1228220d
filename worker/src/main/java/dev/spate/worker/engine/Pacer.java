package dev.spate.worker.engine;

import dev.spate.measure.Slots;

/// Begins what one phase calls for when it is due, as far as its limits allow. All instants are on
/// the loop's clock.
abstract sealed class Pacer permits OpenPacer, ClosedPacer {
  /// So many arrivals begin before the network has its turn again.
  static final int MAX_BEGINS = 64;

  /// So many slots of arrivals that will not begin are booked between two cuts.
  static final int MAX_SLOTS = 16;

  private final LoopContext context;
  private final int phase;
  private final long beginsNs;
  private final long durationNs;
  private long scheduleEndNs = Long.MAX_VALUE;
  private boolean stopped;

  Pacer(LoopContext context, int phase) {
    this.context = context;
    this.phase = phase;
    this.beginsNs = context.plan().beginsNs(phase);
    this.durationNs = context.plan().phases().get(phase).durationNs();
  }

  final LoopContext context() {
    return context;
  }

  /// The index of the phase in the plan.
  final int phase() {
    return phase;
  }

  final long beginsNs() {
    return context.startNs() + beginsNs;
  }

  final long endsNs() {
    return beginsNs() + durationNs;
  }

  /// How long after arrival 0 the phase begins.
  final long sinceStartNs() {
    return beginsNs;
  }

  /// Called once, when arrival 0 of the run is still to come.
  abstract void open();

  /// From an instant on, these are the lanes. After [#open]; that instant may be over.
  abstract void deal(Hand hand);

  /// Begins what is due by `nowNs` and has room.
  ///
  /// @return whether more is due and has room
  abstract boolean dispatch(long nowNs);

  /// When something is due next that a timer does not know of; [Long#MAX_VALUE] where it waits for
  /// room or nothing follows.
  abstract long nextDueNs();

  /// When the oldest is due that was not begun, even if it waits for room, and will be planned only
  /// when it begins; [Long#MAX_VALUE] where there is none.
  abstract long oldestNs();

  /// A virtual user of the phase finished its flow.
  abstract void onFinished(VirtualUser user, long endNs);

  /// A user's pause between iterations is over.
  abstract void onRested(VirtualUser user, long dueNs);

  /// Whether something is due and cannot begin.
  abstract boolean waitsForRoom();

  /// Whether nothing waits to begin and the schedule brings nothing more. Users that pause do not
  /// count: the timers know them.
  abstract boolean done();

  /// The schedule ends at `endNs`, before the phase does.
  final void cutShort(long endNs) {
    scheduleEndNs = Math.min(scheduleEndNs, endNs);
  }

  /// From when on nothing is due, should that be before the phase ends.
  final long scheduleEndNs() {
    return scheduleEndNs;
  }

  /// Begins nothing more, not even what is due.
  final void stop() {
    stopped = true;
  }

  /// Begins nothing more where what is due has to wait for room.
  final void stopWaiting() {
    stopped |= waitsForRoom();
  }

  final boolean stopped() {
    return stopped;
  }

  /// The schedule ended at `endNs`, perhaps before now: what was due and was not begun is
  /// another's, and not booked here.
  abstract void fence(long endNs);

  /// Books what is due and will not begin, up to [#MAX_SLOTS] slots of it: an hour of a target that
  /// hangs is more than should be in memory at a time.
  ///
  /// @return whether there is more
  final boolean abandon(long nowNs) {
    int slots = 0;
    int slot = -1;
    for (long due = longestDueNs(); due != Long.MAX_VALUE; due = longestDueNs()) {
      int next = Slots.of(due - context.startNs());
      if (next != slot && slots++ == MAX_SLOTS) {
        return true;
      }
      slot = next;
      missLongestDue(due, nowNs);
    }
    return false;
  }

  /// When that was due which has been due longest, or will be next, and has not begun;
  /// [Long#MAX_VALUE] where there is none.
  abstract long longestDueNs();

  /// Books just that as missed.
  abstract void missLongestDue(long dueNs, long nowNs);

  /// @param number of the arrival, or of the user's iteration
  final void begin(VirtualUser user, long dueNs, long number, long seed) {
    context.arrivals(phase, dueNs).onBegun();
    user.begin(this, dueNs, number, seed);
  }

  /// Books an arrival that will not begin: its first request is right-censored.
  final void miss(long dueNs, long seed, long nowNs) {
    context.arrivals(phase, dueNs).onMissed();
    context
        .requests(phase, context.flow(phase, seed).firstName(), dueNs)
        .onMissed(Math.max(0, nowNs - dueNs));
  }
}
