package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Figures;
import dev.spate.coordinator.report.Report;
import dev.spate.coordinator.report.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a reader of a comparison should know of the runs, beyond their response times.
final class ComparisonRemarks {
  private static final int MOST_PLAN_DIFFERENCES = 8;

  /// A difference of the failed shares below that does not make other percentiles.
  private static final double LEAST_FAILED = 0.01;

  private static final Set<String> UNSTEADY = Set.of("DRIFT", "WARMUP_FOUND");

  private final List<ComparedRun> runs;
  private final List<String> remarks = new ArrayList<>();

  private ComparisonRemarks(List<ComparedRun> runs) {
    this.runs = runs;
  }

  /// @param runs the baseline first
  static List<String> of(List<ComparedRun> runs) {
    ComparisonRemarks all = new ComparisonRemarks(runs);
    all.verdicts();
    all.plans();
    all.failures();
    all.unsteady();
    all.circumstances();
    all.order();
    return all.remarks;
  }

  private void verdicts() {
    for (ComparedRun run : runs) {
      Verdict verdict = run.report().verdict();
      if (verdict.result() == Verdict.Result.INCONCLUSIVE) {
        remarks.add(
            "%s was INCONCLUSIVE (%s): do not conclude anything from its figures."
                .formatted(
                    run.id(),
                    verdict.reasons().stream()
                        .map(Verdict.Reason::code)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private void plans() {
    ComparedRun baseline = runs.getFirst();
    for (ComparedRun run : runs.subList(1, runs.size())) {
      List<String> differences = PlanDifferences.of(baseline.plan(), run.plan());
      if (!differences.isEmpty()) {
        int more = differences.size() - MOST_PLAN_DIFFERENCES;
        remarks.add(
            "The plans of %s and %s differ: %s%s."
                .formatted(
                    baseline.id(),
                    run.id(),
                    differences.stream()
                        .limit(MOST_PLAN_DIFFERENCES)
                        .collect(Collectors.joining("; ")),
                    more > 0 ? "; and at " + Figures.of(more, "other place") : ""));
      }
    }
  }

  private void failures() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (ComparedRun run : runs) {
      double failed = RunColumn.failedShare(run.report());
      least = Math.min(least, failed);
      most = Math.max(most, failed);
    }
    if (most - least >= LEAST_FAILED) {
      remarks.add(
          "The runs failed different parts of their requests, %s to %s: quick failures make low percentiles, time-outs high ones."
              .formatted(Figures.part(least), Figures.part(most)));
    }
  }

  private void unsteady() {
    for (ComparedRun run : runs) {
      for (Report.Remark remark : run.report().remarks()) {
        if (UNSTEADY.contains(remark.code())) {
          remarks.add("%s was not steady: %s".formatted(run.id(), remark.message()));
        }
      }
    }
  }

  private void circumstances() {
    differing("numbers of workers", report -> Integer.toString(report.workers().size()));
    differing("versions of Spate", report -> report.run().spateVersion());
    differing("transports", report -> report.environment().transport());
    differing("lengths outside warm-up", report -> Figures.time(report.run().measuredSeconds()));
  }

  private void differing(String what, Function<Report, String> value) {
    List<String> values = runs.stream().map(run -> value.apply(run.report())).toList();
    if (values.stream().distinct().count() > 1) {
      remarks.add("The runs had different %s: %s.".formatted(what, String.join(", ", values)));
    }
  }

  private void order() {
    boolean overlap = false;
    for (int one = 0; one < runs.size(); one++) {
      for (int other = 0; other < one; other++) {
        overlap |= overlap(runs.get(one).report().run(), runs.get(other).report().run());
      }
    }
    remarks.add(
        overlap
            ? "Some of the runs went on at the same time: they may have been in each other's way."
            : "The runs were made one after the other: whatever else changed in between is in the differences too. Repeat each of them to see how far apart two equal runs are.");
  }

  private static boolean overlap(Report.Run one, Report.Run other) {
    if (one.startedAt() == null || other.startedAt() == null) {
      return false;
    }
    return begins(one).isBefore(ends(other)) && begins(other).isBefore(ends(one));
  }

  private static Instant begins(Report.Run run) {
    return Instant.parse(String.valueOf(run.startedAt()));
  }

  private static Instant ends(Report.Run run) {
    return begins(run).plusMillis((long) (run.durationSeconds() * 1_000));
  }
}
