package dev.spate.coordinator.compare;

import dev.spate.coordinator.report.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Two runs, part by part: puts to the test what both have.
final class Pairing {
  private static final String TOO_SHORT =
      "a test needs at least %d seconds of each run".formatted(Comparison.LEAST_PARTS);

  private final ComparedRun baseline;
  private final ResponseTimes.Cut a;
  private final ComparedRun run;
  private final ResponseTimes.Cut b;
  private final int pairs;

  /// @param a the baseline's response times, cut into as many parts as `b`
  /// @param b the other run's
  Pairing(ComparedRun baseline, ResponseTimes.Cut a, ComparedRun run, ResponseTimes.Cut b) {
    this.baseline = baseline;
    this.a = a;
    this.run = run;
    this.b = b;
    this.pairs = a.seconds().size() < Comparison.LEAST_PARTS ? 0 : a.seconds().size();
  }

  RunPair result() {
    double seconds = Math.min(baseline.times().seconds(), run.times().seconds());
    List<Difference> rows = Stream.concat(percentiles().stream(), rate().stream()).toList();
    return new RunPair(
        baseline.id(), run.id(), pairs, seconds / a.seconds().size(), rows, requests());
  }

  private List<Difference> percentiles() {
    Family family = new Family();
    Percents.ALL.forEach(percent -> add(family, null, percent, a.whole(), b.whole()));
    return family.differences();
  }

  private List<Difference> requests() {
    Family family = new Family();
    for (Map.Entry<String, Parts> request : a.requests().entrySet()) {
      Parts other = b.requests().get(request.getKey());
      if (other != null) {
        Percents.OF_REQUESTS.forEach(
            percent -> add(family, request.getKey(), percent, request.getValue(), other));
      }
    }
    return family.differences();
  }

  private void add(Family family, @Nullable String request, double percent, Parts ofA, Parts ofB) {
    double before = ofA.wholeSeconds(percent);
    double after = ofB.wholeSeconds(percent);
    double[] parts = ofA.percentile(percent);
    double[] others = ofB.percentile(percent);
    if (censored(baseline, request, percent) || censored(run, request, percent)) {
      family.addUntested(
          request, percent, before, after, "it is only known to be at least so long");
    } else if (pairs == 0) {
      family.addUntested(request, percent, before, after, TOO_SHORT);
    } else if (parts == null || others == null) {
      family.addUntested(
          request, percent, before, after, "too few requests lie above it in some part");
    } else {
      family.add(request, percent, before, after, parts, others);
    }
  }

  private List<Difference> rate() {
    Family family = new Family();
    double before = (double) a.whole().count() / baseline.times().seconds();
    double after = (double) b.whole().count() / run.times().seconds();
    if (pairs == 0) {
      family.addUntested(null, null, before, after, TOO_SHORT);
    } else {
      family.add(null, null, before, after, rates(a), rates(b));
    }
    return family.differences();
  }

  /// None is 0: each part has slots, and each of those a request.
  private static double[] rates(ResponseTimes.Cut cut) {
    long[] counts = cut.whole().counts();
    double[] rates = new double[counts.length];
    Arrays.setAll(rates, part -> (double) counts[part] / cut.seconds().get(part));
    return rates;
  }

  /// Whether a percentile is only a lower bound.
  private static boolean censored(ComparedRun run, @Nullable String request, double percent) {
    return summaries(run.report(), request)
        .map(summary -> summary.percentiles().get(Percents.key(percent)))
        .anyMatch(percentile -> percentile != null && percentile.censored());
  }

  private static Stream<Report.MetricSummary> summaries(Report report, @Nullable String request) {
    return request == null
        ? Stream.ofNullable(report.metrics().get("response_time"))
        : report.requests().stream()
            .filter(row -> row.name().equals(request))
            .map(row -> row.metrics().get("response_time"))
            .filter(Objects::nonNull);
  }
}
