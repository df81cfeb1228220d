package dev.spate.swarm;

import java.util.List;

/// How a coordinator did with so many workers.
///
/// @param mergesPerSecond reports that were folded, kept and acknowledged
/// @param bytesPerReport encoded, without the envelope of the transport
/// @param cpu processor seconds of the coordinator's process a second
/// @param cpuUsPerReport the same for each report, in microseconds
/// @param residentMb the most of its process, 10⁶ bytes
/// @param ackP50Ms from the sending of a report to its acknowledgement: the median over the seconds
/// @param backlog reports without an acknowledgement, at the end of each second
/// @param keepsUp whether the backlog does not grow and nobody was taken for lost
/// @param startSeconds from the order to run until arrival 0
/// @param reportSeconds from the last acknowledgement of the run to its report
/// @param balanced whether the ledger balances
record ScaleResult(
    int workers,
    double mergesPerSecond,
    long bytesPerReport,
    double cpu,
    double cpuUsPerReport,
    double residentMb,
    double ackP50Ms,
    double ackP99Ms,
    double ackMaxMs,
    List<Long> backlog,
    long sentAgain,
    long fenced,
    boolean keepsUp,
    double startSeconds,
    double reportSeconds,
    boolean balanced,
    long journalBytes) {
  static final String HEAD =
      "workers  merges/s  B/report   cpu  µs/report    RSS  ack p50   p99   max  backlog  again"
          + "  lost  start  report  verdict";

  ScaleResult {
    backlog = List.copyOf(backlog);
  }

  String row() {
    return String.format(
        java.util.Locale.ROOT,
        "%7d  %8.0f  %8d  %4.2f  %9.0f  %4.0fM  %5.0fms  %4.0f  %4.0f  %7d  %5d  %4d  %4.1fs  %5.1fs  %s",
        workers,
        mergesPerSecond,
        bytesPerReport,
        cpu,
        cpuUsPerReport,
        residentMb,
        ackP50Ms,
        ackP99Ms,
        ackMaxMs,
        backlog.stream().mapToLong(Long::longValue).max().orElse(0),
        sentAgain,
        fenced,
        startSeconds,
        reportSeconds,
        (keepsUp ? "keeps up" : "FALLS BEHIND") + (balanced ? "" : ", NOT BALANCED"));
  }
}
