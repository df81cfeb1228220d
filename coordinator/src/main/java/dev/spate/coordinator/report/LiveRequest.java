package dev.spate.coordinator.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.spate.measure.RequestCounts;
import dev.spate.measure.RequestTotals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of a request of a phase so far.
///
/// @param warmup whether the report will leave it out
/// @param responseTime null before any
/// @param errors those that failed or timed out, by cause
public record LiveRequest(
    String name,
    String phase,
    boolean warmup,
    long started,
    long succeeded,
    long failed,
    long timedOut,
    long unanswered,
    @JsonProperty("response_time") SlotRow.@Nullable Times responseTime,
    Map<String, Long> errors) {

  /// Those that were started most often, most often first.
  static List<LiveRequest> busiest(RunState run, int most) {
    return run.totals().rows().entrySet().stream()
        .filter(row -> !row.getKey().group())
        .map(row -> new Counted(row.getKey(), row.getValue().sum()))
        .sorted(Comparator.comparingLong((Counted row) -> -row.counts().started()))
        .limit(most)
        .map(row -> row.in(run))
        .toList();
  }

  private record Counted(RequestKey key, RequestTotals sum, RequestCounts counts) {
    Counted(RequestKey key, RequestTotals sum) {
      this(key, sum, sum.counts());
    }

    LiveRequest in(RunState run) {
      return new LiveRequest(
          run.plan().requestNames().get(key.request()),
          run.plan().phases().get(key.phase()).name(),
          run.clock().warmup(key.phase()),
          counts.started(),
          counts.succeeded(),
          counts.failed(),
          counts.timedOut(),
          counts.unanswered(),
          SlotRow.Times.of(sum.allResponseTimes()),
          Errors.of(sum.outcomes()));
    }
  }
}
