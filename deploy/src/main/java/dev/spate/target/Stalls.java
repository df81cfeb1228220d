package dev.spate.target;

/// When the target stops answering everything, accepting too, as a stopped process does. A
/// timetable: nothing about it depends on the load.
///
/// @param lengthNs how long each stall takes; 0 for no stalls
/// @param firstNs when the first begins, since the origin
/// @param everyNs from the beginning of one to that of the next; 0 for only one
/// @param origin what times count from
public record Stalls(long lengthNs, long firstNs, long everyNs, Origin origin) {
  /// What the times of a timetable count from.
  public enum Origin {
    /// When the server was started.
    START,
    /// When the first request arrived; without one nothing stalls.
    FIRST_REQUEST
  }

  /// Never stalls.
  public static final Stalls NONE = new Stalls(0, 0, 0, Origin.START);

  /// @throws IllegalArgumentException for negative times, or stalls that overlap
  public Stalls {
    if (lengthNs < 0 || firstNs < 0 || everyNs < 0) {
      throw new IllegalArgumentException("the times of stalls are not negative");
    }
    if (everyNs > 0 && everyNs <= lengthNs) {
      throw new IllegalArgumentException("a stall has to end before the next one begins");
    }
  }

  /// One stall.
  public static Stalls once(long lengthNs, long atNs, Origin origin) {
    return new Stalls(lengthNs, atNs, 0, origin);
  }

  /// A stall at the end of each period, from the first period on.
  public static Stalls every(long lengthNs, long periodNs, Origin origin) {
    return new Stalls(lengthNs, periodNs, periodNs, origin);
  }

  /// Sees to it that no stall is missed, and none is held twice: counts them.
  ///
  /// @param number 0 or more
  /// @return when it begins, since the origin, or [Long#MAX_VALUE] where there is none
  long beginsNs(long number) {
    if (lengthNs == 0 || (number > 0 && everyNs == 0)) {
      return Long.MAX_VALUE;
    }
    return firstNs + number * everyNs;
  }
}
