package dev.spate.worker.engine;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a loop passes the time until something of the schedule is due. What it pays for punctuality
/// is processor time; the network is served at once in any case.
public enum Idle {
  /// Sleeps until then. To be woken takes about 25 µs, and that much later everything begins.
  SLEEP {
    @Override
    long waitNs(long untilDueNs) {
      return untilDueNs;
    }
  },
  /// Sleeps until [#WAKE_UP_NS] before, then keeps asking the network whether there is anything,
  /// without waiting for it.
  HYBRID {
    @Override
    long waitNs(long untilDueNs) {
      return untilDueNs - WAKE_UP_NS;
    }
  },
  /// Never sleeps while a run is on: a whole processor for each loop.
  SPIN {
    @Override
    long waitNs(long untilDueNs) {
      return 0;
    }
  };

  /// The word for whichever suits the machine.
  public static final String AUTO = "auto";

  /// What it takes at the median to be woken by the kernel, on the machines that were measured.
  static final long WAKE_UP_NS = 25_000;

  /// Hybrid where each loop has a processor of its own and one is left for everybody else, else
  /// sleep: who spins on a processor that others need delays them and so itself.
  ///
  /// @param processors that all loops of the machine share
  /// @param loops of all workers on the machine
  public static Idle suiting(int processors, int loops) {
    return processors > loops ? HYBRID : SLEEP;
  }

  /// The one of a name, in any case; [#AUTO] for [#suiting].
  ///
  /// @throws IllegalArgumentException for another word
  public static Idle named(String name, int processors, int loops) {
    if (name.equalsIgnoreCase(AUTO)) {
      return suiting(processors, loops);
    }
    for (Idle idle : values()) {
      if (idle.id().equalsIgnoreCase(name)) {
        return idle;
      }
    }
    String names = Stream.of(values()).map(Idle::id).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "a loop's idling is %s or %s, not '%s'".formatted(AUTO, names, name));
  }

  /// The name in reports and settings.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// How long the loop may block.
  ///
  /// @param untilDueNs until something of the schedule is due; negative where it is overdue
  /// @return 0 or less for not at all
  abstract long waitNs(long untilDueNs);
}
