package dev.spate.coordinator;

/// How long a run waits for what. All in nanoseconds but the count.
///
/// @param waitNs for as many workers as the plan expects
/// @param prepareNs for all of them to be ready and their clocks to be known
/// @param retryNs before an order that nothing answered is repeated
/// @param probes round trips to each worker at least; the shortest says what its clock shows
/// @param leadNs from the order to start until arrival 0 is due, over and above what the slowest
///   link needs; likewise until a deal of lanes holds
/// @param silenceNs without a word from a worker, which reports each second, until it counts as
///   lost; see also [#silenceNs(int)]
/// @param marginNs past the end and the graceful stop, until those that have not finished count as
///   lost; likewise after the first worker has come back to a coordinator that took a run over,
///   until the silence of the others counts
/// @param aloneNs for all workers, where none of them is heard of, or for the plan's orphan grace
///   where that is longer: it is this node that is cut off, as far as it can tell
/// @param handOverNs after all others are done, for the reports of workers that were lost and came
///   back
public record RunLimits(
    long waitNs,
    long prepareNs,
    long retryNs,
    int probes,
    long leadNs,
    long silenceNs,
    long marginNs,
    long aloneNs,
    long handOverNs) {
  private static final long SECOND_NS = 1_000_000_000L;

  public static final RunLimits DEFAULT =
      new RunLimits(
          30 * SECOND_NS,
          30 * SECOND_NS,
          2 * SECOND_NS,
          8,
          SECOND_NS / 2,
          3 * SECOND_NS,
          10 * SECOND_NS,
          30 * SECOND_NS,
          2 * SECOND_NS);

  /// How much longer the only worker may be silent: nobody could take its lanes, so nothing is won
  /// by giving it up while it is short of a processor.
  private static final int PATIENCE_WITH_THE_ONLY_ONE = 4;

  /// How long a worker may be silent where so many work.
  long silenceNs(int working) {
    return working > 1 ? silenceNs : PATIENCE_WITH_THE_ONLY_ONE * silenceNs;
  }

  /// @throws IllegalArgumentException for a limit that is not positive
  public RunLimits {
    if (waitNs <= 0
        || prepareNs <= 0
        || retryNs <= 0
        || probes <= 0
        || leadNs <= 0
        || silenceNs <= 0
        || marginNs <= 0
        || aloneNs <= 0
        || handOverNs <= 0) {
      throw new IllegalArgumentException("every limit of a run is positive");
    }
  }
}
